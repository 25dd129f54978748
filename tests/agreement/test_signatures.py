"""Which signatures PostgreSQL takes: those that say what their row says, of those who may, over what was submitted."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

import pytest
from django.db.models import Model

from articles.enums import EditionState
from articles.models import Byline, Contribution, Contributor, Edition, Manifest, Pin, Section, SectionVersion
from editorial.shared.canonical import canonical_json, sha256
from reviews.enums import ApprovalBasis, Verdict
from reviews.models import Approval, SignOff
from reviews.rules.case import signed_rows
from reviews.rules.quorum import latest_verdicts
from tests.agreement.scenes import HOW_MANY, NOW, identity, insert, insert_together, only, refusals, some, write

pytestmark = pytest.mark.django_db
WORDS = sha256("words")


def an_edition(random: Random, state: str, **fields) -> Edition:
    pk = identity(random)
    return Edition(pk=pk, article_id=pk, number=1, state=state, opened_by_id=pk, opened_at=NOW, **fields)


def a_version(random: Random) -> SectionVersion:
    section = identity(random)
    content = canonical_json({"section": str(section)})
    author = identity(random)
    return SectionVersion(
        pk=identity(random), section_id=section, number=1, content=content, digest=sha256(content), created_by_id=author
    )


def a_sign_off(said: dict, **row) -> SignOff:
    """For some board, following itself: neither is what these guards look at, and both are unique."""
    content = canonical_json(said)
    more = {"at": NOW, "board_id": row["pk"], "follows_id": row["pk"], **row}
    return SignOff(printed_name="X", note="Why.", content=content, digest=sha256(content), **more)


def an_approval(said: dict, **row) -> Approval:
    content = canonical_json(said)
    return Approval(printed_name="X", at=NOW, content=content, digest=sha256(content), **row)


def spoilt(random: Random, said: dict) -> dict:
    """The same; or, half the time, with one thing wrong or missing."""
    if random.random() < 0.5:
        return said
    key = random.choice(list(said))
    return {**said, key: random.choice([None, str(identity(random)), said[key][:-1]])}


def named_on(random: Random, edition: Edition, user) -> list[Model]:
    """A byline of somebody with this account, or with none."""
    person = Contributor(pk=identity(random), name="X", user_id=user)
    return [person, Byline(edition=edition, contributor=person, role="author")]


# Sign-offs


def test_a_sign_off_names_its_row_its_edition_was_submitted_and_nobody_approves_their_own_words():
    random = Random(7)
    only("reviews_signoff_guard", "reviews_signoff")
    only("reviews_signoff_own_words", "reviews_signoff")
    rows = []
    scenes = [scene_of_a_sign_off(random, rows) for _ in range(HOW_MANY)]
    write(rows)

    said = refusals(insert(row) for row, _expected in scenes)

    assert [not refusal for refusal in said] == [expected for _row, expected in scenes]
    assert HOW_MANY / 10 < said.count("") < HOW_MANY * 9 / 10


def scene_of_a_sign_off(random: Random, rows: list[Model]) -> tuple[SignOff, bool]:
    edition, version = an_edition(random, random.choice(EditionState.values)), a_version(random)
    user, verdict = identity(random), random.choice(Verdict.values)
    is_pinned, is_own = random.random() < 0.9, random.random() < 0.3
    rows += [edition, version, Contribution(version=version, user_id=identity(random), part="wrote")]
    rows += pinned(edition, version) if is_pinned else pinned_elsewhere(random, edition, version)
    rows += [Contribution(version=version, user_id=user, part="wrote")] if is_own else []
    is_named = random.random() < 0.2
    rows += named_on(random, edition, user if is_named else random.choice([None, identity(random)]))
    right = {"version": str(version.pk), "version_digest": version.digest, "user": str(user), "verdict": verdict}
    said = spoilt(random, right)
    row = a_sign_off(
        {**said, "one": str(identity(random))}, pk=user, edition=edition, version=version, user_id=user, verdict=verdict
    )
    submitted = is_pinned and edition.state != EditionState.DRAFT
    return row, said == right and submitted and not ((is_own or is_named) and verdict == Verdict.APPROVE)


def pinned(edition: Edition, version: SectionVersion) -> list[Model]:
    return [Pin(edition=edition, section_id=version.section_id, version=version)]


def pinned_elsewhere(random: Random, edition: Edition, version: SectionVersion) -> list[Model]:
    """The edition has other words, and these words stand in another edition."""
    words, another = a_version(random), an_edition(random, EditionState.SUBMITTED)
    return [words, another, *pinned(edition, words), *pinned(another, version)]


def test_of_sign_offs_that_are_written_together_none_is_on_own_words():
    """Each for itself: who had a hand in the next one's words may approve others, and ask for changes of them."""
    random = Random(11)
    only("reviews_signoff_own_words", "reviews_signoff")
    rows: list[Model] = []
    together = [written_together(random, rows) for _ in range(HOW_MANY // 3)]
    write(rows)

    alone = refusals(insert(row) for three in together for row in three)
    said = refusals(insert_together(three) for three in together)

    assert [bool(refusal) for refusal in said] == [any(alone[at : at + 3]) for at in range(0, len(alone), 3)]
    assert len(said) / 10 < said.count("") < len(said) * 9 / 10


def written_together(random: Random, rows: list[Model]) -> list[SignOff]:
    first, second, third = (scene_of_a_sign_off(random, rows)[0] for _ in range(3))
    rows.append(Contribution(version=second.version, user_id=first.user_id, part="wrote"))
    fields = {"edition": third.edition, "version": third.version, "user_id": first.user_id}
    again = a_sign_off({"again": str(first.pk)}, pk=identity(random), verdict=Verdict.REQUEST_CHANGES, **fields)
    rows.append(Contribution(version=third.version, user_id=first.user_id, part="wrote"))
    return random.choice([[first, second, third], [first, third, again]])


def test_a_sign_off_is_on_the_words_of_its_screen_with_a_proof_of_the_day():
    random = Random(8)
    only("reviews_signoff_screen", "reviews_signoff")
    only("reviews_signoff_says", "reviews_signoff")
    rows = []
    scenes = [scene_of_a_proof(random, rows) for _ in range(HOW_MANY)]
    write(rows)

    said = refusals(insert(row) for row, _expected in scenes)

    assert [not refusal for refusal in said] == [expected for _row, expected in scenes]
    assert HOW_MANY / 10 < said.count("") < HOW_MANY * 9 / 10


def scene_of_a_proof(random: Random, rows: list[Model]) -> tuple[SignOff, bool]:
    version = a_version(random)
    rows.append(version)
    scheme, method = random.choice([None, 1, 2, 2, 2, 3]), random.choice(["password", "password", "password", ""])
    proved = NOW - timedelta(hours=random.choice([-1, 0, 1, 23, 24, 25]))
    words = random.choice([version.digest, version.digest, version.digest, WORDS, None])
    is_dated = random.random() < 0.9
    said = {
        "scheme": scheme,
        "authentication": {"method": method, "at": proved.isoformat()} if is_dated else {"method": method},
        "screen": {"words": words},
        "one": str(version.pk),
    }
    row = a_sign_off(said, pk=version.pk, edition_id=version.pk, version=version, user_id=version.pk, verdict="approve")
    in_time = is_dated and timedelta() <= NOW - proved <= timedelta(days=1)
    return row, (scheme or 0) >= 2 and bool(method) and in_time and words == version.digest


# Approvals


def test_an_approval_names_its_edition_and_manifest_and_nobody_approves_their_own_words():
    random = Random(9)
    only("reviews_approval_guard", "reviews_approval")
    rows = []
    scenes = [scene_of_an_approval(random, rows) for _ in range(HOW_MANY)]
    write(rows)

    said = refusals(insert(row) for row, _expected in scenes)

    assert [not refusal for refusal in said] == [expected for _row, expected in scenes]
    assert HOW_MANY / 10 < said.count("") < HOW_MANY * 9 / 10


def scene_of_an_approval(random: Random, rows: list[Model]) -> tuple[Approval, bool]:
    edition, versions, user = (
        an_edition(random, "under_review"),
        [a_version(random) for _ in range(3)],
        identity(random),
    )
    own = some(random, versions, 1)
    manifest = Manifest(edition=edition, content=str(edition.pk), digest=sha256(str(edition.pk)))
    rows += [edition, manifest]
    rows += [Pin(edition=edition, section_id=one.section_id, version=one) for one in versions]
    rows += [Contribution(version=one, user_id=user, part="named") for one in own]
    elsewhere, another = a_version(random), an_edition(random, "under_review")
    rows += [elsewhere, another, *pinned(another, elsewhere)]
    rows += [Contribution(version=elsewhere, user_id=user, part="wrote")]
    is_named = random.random() < 0.2
    where = random.choice([edition, a_passage_in(random, edition, rows)])
    rows += named_on(random, where, user if is_named else None)
    right = {"edition": str(edition.pk), "manifest": manifest.digest, "user": str(user)}
    said = spoilt(random, right)
    return an_approval(said, pk=user, edition=edition, by_id=user), said == right and not own and not is_named


def a_passage_in(random: Random, edition: Edition, rows: list[Model]) -> Edition:
    """The live edition of a passage, words of which stand in this one: who is named there decides nothing here."""
    given = {"submitted_at": NOW, "submitted_by_id": identity(random), "published_at": NOW}
    version, home = a_version(random), an_edition(random, EditionState.PUBLISHED, **given)
    section = Section(pk=version.section_id, article_id=home.article_id, anchor="given", kind="help")
    host = Section(pk=identity(random), article_id=edition.article_id, anchor="own", kind="note")
    rows += [version, home, section, host]
    rows += [Pin(edition=one, section_id=section.pk, version=version) for one in (home, edition)]
    return home


@dataclass
class UrgentScene:
    """An urgent approval: the versions of its edition, which of them readers have, which sections it names, and which
    signatures it counts."""

    row: Approval
    versions: list[SectionVersion]
    live: list[SectionVersion]
    named: set
    has_base: bool
    counted: set
    says_so: bool  # that it is urgent, and why
    has_new_readers: bool

    def expected(self, signed: dict) -> bool:
        """On the normal basis nothing more is asked here; else every other section is named, and signed by two; each of
        them is signed, where an audience is new."""
        if not self.says_so or self.row.basis != ApprovalBasis.URGENT:
            return self.says_so
        changed = [version for version in self.versions if version not in self.live]
        return (
            self.has_base
            and all(version.section_id in self.named for version in changed)
            and all(self.is_signed(signed[one.pk]) for one in (self.versions if self.has_new_readers else changed))
        )

    def is_signed(self, signed: list) -> bool:
        counted = {one.user for one in signed if one.verdict == Verdict.APPROVE and one.digest in self.counted}
        users = {user for user, one in latest_verdicts(signed).items() if one.verdict == Verdict.APPROVE} & counted
        return self.row.by_id in users and len(users) > 1


def test_an_urgent_approval_changes_only_what_it_names_and_two_have_signed():
    random = Random(10)
    only("reviews_urgent_guard", "reviews_approval")
    rows = []
    scenes = [urgent_scene(random, rows) for _ in range(HOW_MANY)]
    write(rows)
    signed = signed_rows([version for scene in scenes for version in scene.versions])

    said = refusals(insert(scene.row) for scene in scenes)

    assert [not refusal for refusal in said] == [scene.expected(signed) for scene in scenes]
    urgent = [refusal for scene, refusal in zip(scenes, said, strict=True) if scene.row.basis == ApprovalBasis.URGENT]
    assert HOW_MANY / 10 < urgent.count("") < len(urgent) * 9 / 10


def urgent_scene(random: Random, rows: list[Model]) -> UrgentScene:
    base, has_base, by = an_edition(random, "published"), random.random() < 0.9, identity(random)
    edition = an_edition(random, "under_review", based_on=base if has_base else None)
    versions = [a_version(random) for _ in range(3)]
    live = random.sample(versions, random.choice([1, 2, 2, 3])) if has_base else []
    named = {one.section_id for one in versions if one not in live or random.random() < 0.2}
    if random.random() < 0.2:
        named -= {versions[0].section_id}
    given = [row for one in versions for row in opinions(random, edition, one, by)]
    counted = {row.digest for row in given if random.random() < 0.97}
    if random.random() < 0.1:  # of what the approver said of these words only an earlier request is counted
        asked = a_sign_off({"one": str(by)}, pk=identity(random), edition=edition, version=versions[0], **asks(by))
        counted -= {row.digest for row in given if row.user_id == by and row.version is versions[0]}
        given, counted = [*given, asked], {*counted, asked.digest}
    rows += given
    rows += [base, edition, *versions]
    rows += [
        Pin(edition=place, section_id=one.section_id, version=one)
        for place, ones in ((edition, versions), (base, live))
        for one in ones
    ]
    basis = random.choice([ApprovalBasis.URGENT] * 4 + [ApprovalBasis.QUORUM])
    reason = "The dose was wrong." if basis == ApprovalBasis.URGENT else ""
    right = {"basis": basis, "reason": reason} if basis == ApprovalBasis.URGENT or random.random() < 0.5 else {}
    other = random.choice([{}] * 8 + [{"basis": "other"}, {"reason": "Another one."}])
    said = {**right, **other, "sections": sorted(map(str, named)), "sign_offs": sorted(counted), "one": str(by)}
    has_new_readers = random.random() < 0.2
    rows += what_readers_get(edition, ["carer", "patient"] if has_new_readers else ["patient"])
    rows += what_readers_get(base, ["patient"]) if has_base else []
    row = an_approval(said, pk=by, edition=edition, by_id=by, basis=basis, reason=reason)
    return UrgentScene(row, versions, live, named, has_base, counted, not other, has_new_readers)


def asks(user) -> dict[str, object]:
    return {"user_id": user, "verdict": Verdict.REQUEST_CHANGES, "at": NOW - timedelta(days=9)}


def what_readers_get(edition: Edition, audiences: list[str]) -> list[Model]:
    content = canonical_json({"plan": {key: {} for key in audiences}, "one": str(edition.pk)})
    return [Manifest(edition=edition, content=content, digest=sha256(content))]


def opinions(random: Random, edition: Edition, version: SectionVersion, by) -> list[SignOff]:
    """The approver's and up to three others', some of whom say something else later."""
    first = ["approve"] * 6 + ["request_changes"]
    people = [by] * (random.random() < 0.95) + [identity(random) for _ in range(random.choice([0, 1, 1, 1, 2, 3]))]
    given = [(user, random.choice(first), 2) for user in people]
    given += [(user, random.choice(Verdict.values), 1) for user in some(random, people, 1) if random.random() < 0.3]
    return [
        a_sign_off(
            {"one": str(identity(random))},
            pk=identity(random),
            edition=edition,
            version=version,
            user_id=user,
            verdict=verdict,
            at=NOW - timedelta(days=days),
        )
        for user, verdict, days in given
    ]
