"""Signing a section version: where it may be signed now, what its signer sees there, and what the policy asks of them.

What stood on the screen is kept as digests, in five parts, so that a refusal can say what became different:

- ``words``: the section version, which is every wording, the citations and, for the front, the order of sections;
- ``audiences``: who reads which of these wordings, under which label;
- ``evidence``: the cited references as the edition froze and prints them;
- ``standings``: the standing of each of them today (good, corrected, retracted…);
- ``asks``: the version of the review policy, with its questions for such a section.

The page's form carries them, the signature keeps them, and the record's verification makes them anew. The form carries
one thing more: the member's own last verdict on these words, so that what is sent twice is signed once.

Only :func:`signing_places`, and what it asks, reads; all else is pure. Whether somebody may sign is decided in
``eligibility``; how administrators write a policy's questions, in ``checklist``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext, gettext_lazy

from articles.enums import EditionState
from articles.models import Article, Edition, SectionVersion
from articles.queries import manifest_of
from articles.site.manifest import FrozenManifest
from articles.words.content import SectionContent
from editorial.accounts.models import User
from editorial.shared.canonical import canonical_json, sha256
from editorial.shared.issues import Issue
from references.models import Reference
from reviews.enums import Verdict
from reviews.models import PolicyVersion
from reviews.rules.case import Case, cases_of
from reviews.rules.quorum import Signed

YES, NO = "yes", "no"
CHANGED = {
    "words": gettext_lazy("The words of this section have changed since you opened it."),
    "audiences": gettext_lazy("Who reads which wording of this section has changed since you opened it."),
    "evidence": gettext_lazy("The references cited here have changed since you opened the section."),
    "standings": gettext_lazy("The standing of a reference cited here has changed since you opened the section."),
    "asks": gettext_lazy("The review policy, or what it asks of you here, has changed since you opened the section."),
    "follows": gettext_lazy("You have signed this section since you opened it: what you sent was not signed again."),
}
NEVER_SIGNED = "-"


@dataclass(frozen=True)
class Question:
    """One question of a checklist."""

    key: str
    text: str
    kinds: tuple[str, ...] = ()
    required: bool = False
    reason_on_no: bool = False

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> "Question":
        return cls(
            row["key"],
            row["text"],
            tuple(row.get("kinds", ())),
            bool(row.get("required")),
            bool(row.get("reason_on_no")),
        )

    def as_dict(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "text": self.text,
            "kinds": list(self.kinds),
            "required": self.required,
            "reason_on_no": self.reason_on_no,
        }


@dataclass(frozen=True)
class Answer:
    """What a member answered, with the reason where one was given."""

    answer: str
    reason: str = ""


def questions_for(policy: PolicyVersion, kind: str) -> tuple[Question, ...]:
    """What is asked of who signs a section of this kind, in order."""
    every = (Question.read(row) for row in policy.checklist)
    return tuple(one for one in every if not one.kinds or kind in one.kinds)


def answer_issues(questions: Iterable[Question], answers: Mapping[str, Answer], verdict: str) -> list[Issue]:
    """What is missing in the answers, each naming its question. Only an approval needs all that are required."""
    issues = []
    for one in questions:
        given = answers.get(one.key)
        if given is None or given.answer not in (YES, NO):
            if one.required and verdict == Verdict.APPROVE:
                issues.append(
                    Issue(
                        "unanswered",
                        gettext("Answer this question before you approve: “%(text)s”") % {"text": one.text},
                        one.key,
                    )
                )
        elif given.answer == NO and one.reason_on_no and not given.reason.strip():
            issues.append(
                Issue("no-reason", gettext("You answered “no”: say why. (“%(text)s”)") % {"text": one.text}, one.key)
            )
    return issues


def kept_answers(questions: Iterable[Question], answers: Mapping[str, Answer]) -> list[dict[str, str]]:
    """Questions with their answers as a signature keeps them; those left unanswered are kept as such."""
    found = []
    for one in questions:
        given = answers.get(one.key) or Answer("")
        found.append({"key": one.key, "text": one.text, "answer": given.answer, "reason": given.reason})
    return found


@dataclass(frozen=True)
class Screen:
    """The digest of each part of what was shown; ``follows`` names the member's verdict before."""

    words: str
    audiences: str
    evidence: str
    standings: str
    asks: str
    follows: str = NEVER_SIGNED

    @property
    def token(self) -> str:
        """As the form carries it."""
        return ".".join(asdict(self).values())

    def as_dict(self) -> dict[str, str]:
        """What a signature keeps of it: what was shown."""
        return {name: digest for name, digest in asdict(self).items() if name != "follows"}

    def changed_since(self, token: str) -> list[str]:
        """Which parts are not those of a token; what is no token at all is different words."""
        was = token.split(".")
        parts = asdict(self)
        if len(was) != len(parts):
            return ["words"]
        return [name for name, before in zip(parts, was, strict=True) if parts[name] != before]


def screen_of(
    words: str,
    content: SectionContent,
    manifest: FrozenManifest,
    policy: PolicyVersion,
    standings: Mapping[str, str],
    follows: Any = None,
) -> Screen:
    """What a member sees of a section in an edition. ``words`` is the digest of the version whose content it is;
    ``standings`` are today's, by reference key; ``follows`` is the id of the member's last verdict on the version."""
    cited = sorted(content.cited_keys())
    plan = {key: sources.get(content.section) for key, sources in manifest.plan.items()}
    labels = {audience.key: audience.label for audience in manifest.audiences}
    asked = [question.as_dict() for question in questions_for(policy, content.kind)]
    return Screen(
        words=words,
        audiences=_digest({"labels": labels, "plan": plan}),
        evidence=_digest({key: manifest.references.get(key) for key in cited}),
        standings=_digest({key: standings.get(key) for key in cited}),
        asks=_digest({"checklist": asked, "policy": str(policy.pk)}),
        follows=str(follows or NEVER_SIGNED),
    )


def _digest(value: object) -> str:
    return sha256(canonical_json(value))


@dataclass(frozen=True)
class SigningPlace:
    """The case of the edition in which a version is signed, and all that stands on the screen with it. ``mine`` is what
    its signer said last of these words."""

    case: Case
    content: SectionContent
    questions: tuple[Question, ...]
    standings: Mapping[str, str]
    screen: Screen
    mine: Signed | None

    @property
    def edition(self) -> Edition:
        return self.case.edition

    @property
    def anchor(self) -> str:
        return self.content.anchor

    @property
    def policy(self) -> PolicyVersion:
        return self.case.policy


def current_editions(article: Article) -> list[Edition]:
    """The article's edition submitted last, and the live one. One query."""
    return _current(_submitted_of(article))


def signable_editions(article: Article) -> list[Edition]:
    """What may be signed is any version pinned by one of :func:`current_editions`; of a passage, also by an edition
    whose words a live host still has. One query, and one more for a passage."""
    rows = _submitted_of(article)
    current = _current(rows)
    in_hosts = _given_to_live_hosts(article) if article.is_passage else ()
    return [*current, *(row for row in rows if row.pk in in_hosts and row not in current)]


def _submitted_of(article: Article) -> list[Edition]:
    submitted = article.editions.filter(submitted_at__isnull=False).order_by()
    rows = sorted(submitted, key=lambda row: row.number, reverse=True)
    for row in rows:
        row.article = article
    return rows


def _current(rows: list[Edition]) -> list[Edition]:
    return [row for place, row in enumerate(rows) if place == 0 or row.state == EditionState.PUBLISHED]


def _given_to_live_hosts(passage: Article) -> set[Any]:
    """The editions through which a passage gave versions that live hosts have; each version by one. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_LIVE_HOSTS, [passage.pk])
        return {edition for (edition,) in cursor.fetchall()}


_IN_LIVE_HOSTS = """
SELECT DISTINCT articles_passage_home(p.version_id) FROM articles_section s
JOIN articles_pin p ON p.section_id = s.id JOIN articles_edition host ON host.id = p.edition_id
WHERE s.article_id = %s AND host.article_id <> s.article_id AND host.state = 'published'
"""


def signing_places(article: Article, versions: Iterable[SectionVersion], by: User) -> dict[Any, SigningPlace]:
    """By version id, where this person signs it: in the edition submitted last that contains it, else in the live one;
    in the one that a board of theirs judges, where only one of the two does. No entry if neither contains it.

    A constant number of queries, however many versions there are.
    """
    cases = list(cases_of(signable_editions(article)).values())
    theirs = [case.edition.pk for case in cases if case.relation(by).is_member]
    chosen = {version.pk: _case_for(version.pk, cases, theirs) for version in versions}
    found = {pk: (case, place) for pk, case in chosen.items() if case and (place := case.place_of(pk))}
    standings = standings_of({key for _, place in found.values() for key in place.part.content.cited_keys()})
    manifests = {case.edition.pk: manifest_of(case.edition) for case in cases}
    places = {}
    for pk, (case, place) in found.items():
        content = place.part.content
        today = {key: standings.get(key, "") for key in sorted(content.cited_keys())}
        mine = place.last_of(by)
        screen = screen_of(
            place.part.version.digest, content, manifests[case.edition.pk], case.policy, today, mine and mine.id
        )
        places[pk] = SigningPlace(case, content, questions_for(case.policy, content.kind), today, screen, mine)
    return places


def _case_for(version_id: Any, cases: list[Case], theirs: list[Any]) -> Case | None:
    holding = [case for case in cases if case.place_of(version_id)]
    return next((case for case in holding if case.edition.pk in theirs), next(iter(holding), None))


def standings_of(keys: Iterable[str]) -> dict[str, str]:
    """Today's standing of these references. One query, none for none."""
    keys = list(keys)
    return dict(Reference.objects.filter(key__in=keys).values_list("key", "standing")) if keys else {}
