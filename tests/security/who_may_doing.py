"""How each action of the table is tried: what is sent to which address, as the page's own form sends it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.queries import part_of
from editorial.shared.canonical import canonical_json, sha256
from editorial.shared.issues import Refused
from references.actions import set_standing
from references.enums import Standing
from references.models import Reference
from reviews.actions import ask_for_time, assign, recuse
from reviews.enums import Verdict
from reviews.models import PolicyVersion
from reviews.notices.request_links import secret_of
from reviews.rules.evidence import sentences_on
from reviews.rules.signoffs import signing_places
from reviews.talk.returned import read_returned
from reviews.views.request_links import SEAL
from tests.articles.returned.files import brought, inserted, returned
from tests.builders import make_picture, sign

from .who_may_scenes import Scene, signed, tomorrow

Data = Callable[[Scene, str], dict[str, Any]]


@dataclass(frozen=True)
class Deed:
    """``writes`` is the table in which something is new or different once it is done; none for what is only read.
    ``prepare`` makes what the action is about, once for all roles."""

    url: Callable[[Scene, str], str]
    data: Data | None = None
    writes: str = ""
    prepare: Callable[[Scene], None] = lambda scene: None

    def send(self, scene: Scene, role: str) -> HttpResponse:
        client: Client = scene.clients[role]
        if self.data is None:
            return client.get(self.url(scene, role))
        return client.post(self.url(scene, role), self.data(scene, role))


def site(name: str, *args: Any) -> Callable[[Scene, str], str]:
    return lambda scene, role: reverse(name, args=args)


def desk(name: str, *more: Any) -> Callable[[Scene, str], str]:
    return lambda scene, role: reverse(f"desk:{name}", args=[scene.slug, *more])


def review(name: str, row: str = "", **more: str) -> Callable[[Scene, str], str]:
    """An address of the edition under review; ``row`` names what was prepared."""
    return lambda scene, role: reverse(
        f"review:{name}",
        args=[scene.slug, scene.edition.number, *([scene.rows[row].pk] if row else []), *more.values()],
    )


def link(scene: Scene, role: str) -> str:
    """The guest's own link; the others have none."""
    return reverse("guest", args=[scene.secret if role == "guest" else "no-such-link"])


TOKEN = "waiting"


def wait_with_a_file(scene: Scene) -> None:
    """Everybody with an account has chosen a file, and looks at it."""
    data = returned(scene.edition, lambda leaf, words: words + inserted(" More.") if leaf.place.part == "l" else words)
    for role, person in scene.people.items():
        cache.set(f"returned-file:{person.pk}:{scene.article.pk}:{TOKEN}", ("back.docx", data), 60)
        with suppress(Refused):
            scene.rows["seen", role] = read_returned(scene.article, "back.docx", data, by=person).digest


def bring_one(scene: Scene) -> None:
    scene.rows["returned"] = row = brought(scene.edition, by=scene.people["owner"])
    scene.rows["remark"] = row.remarks.first().comment


def just(**data: Any) -> Data:
    return lambda scene, role: data


# What is sent


def section_words(scene: Scene, role: str) -> dict[str, Any]:
    return {
        "base_version": str(scene.version.pk),
        "everyone-heading": "Part 1",
        "everyone-html": "<p>Newer words.</p>",
        "patient-html": "<p>Plain words.</p>",
    }


def a_picture(scene: Scene, role: str) -> dict[str, Any]:
    upload = SimpleUploadedFile("lung.png", make_picture("teal"), content_type="image/png")
    return {"base_version": str(scene.version.pk), "upload": upload}


def both_versions(scene: Scene, role: str) -> dict[str, Any]:
    """Of the two sections that are merged."""
    following = part_of(scene.edition, "part-2").version
    return {"base_version": str(scene.version.pk), "next_version": str(following.pk), "reason": "One now."}


def doubt_decided(scene: Scene, role: str) -> dict[str, Any]:
    pk = scene.rows["doubt"].pk
    words = {"everyone-html": "<p>Text of part 1.</p>", "doubt": f"{pk}:right", f"doubt-note-{pk}": "It says so."}
    return section_words(scene, role) | words


def finding_dismissed(scene: Scene, role: str) -> dict[str, Any]:
    fingerprint = sha256(canonical_json(["units", "Give 1.0 mg.", ["1.0 mg"]]))
    said = {"dismiss": f":units:{fingerprint}", f"finding-everyone-{fingerprint}": "The pump shows it so."}
    return section_words(scene, role) | {"everyone-html": "<p>Give 1.0 mg.</p>"} | said


def verdict(which: str, note: str = "") -> Data:
    def data(scene: Scene, role: str) -> dict[str, Any]:
        version = scene.version
        place = signing_places(scene.article, [version], scene.people.get(role, AnonymousUser())).get(version.pk)
        said = {"verdict": which, "note": note, "screen": place.screen.token if place else ""}
        return {f"{version.pk}-{part}": value for part, value in said.items()}

    return data


def comment(**more: Any) -> Data:
    return lambda scene, role: {"version": str(scene.version.pk), "text": "Why?", **more}


def members(name: str = "asked") -> Data:
    return lambda scene, role: {"members": [scene.term(name).pk], "due_on": tomorrow().isoformat()}


def sentence(scene: Scene, role: str) -> dict[str, Any]:
    [one] = sentences_on([scene.rows["reference"]])
    place = {"section": one.section.pk, "audience": one.audience, "digest": one.digest}
    return {**place, "verdict": "rewrite", "reason": "Say what is known."}


def later(scene: Scene, role: str) -> dict[str, Any]:
    return {"publish_at": f"{tomorrow().isoformat()}T12:00"}


def policy(scene: Scene, role: str) -> dict[str, Any]:
    none = {"versions-TOTAL_FORMS": "0", "versions-INITIAL_FORMS": "0"}
    return {"board": scene.board.pk, "name": "New", "sign_offs": 2, "months": 36, "approvers": "leaders", **none}


def elsewhere() -> PolicyVersion:
    """What another board's policy asks."""
    return PolicyVersion.objects.get(policy__board__name="Another board")


def term(scene: Scene, role: str) -> dict[str, Any]:
    day = timezone.localdate().isoformat()
    return {"board": scene.board.pk, "user": scene.people["reader"].pk, "role": "member", "starts_on": day}


# What it is about


def ask_everybody(scene: Scene) -> None:
    """The chair asked everybody of the board who has a column."""
    for name in ("member", "interested", "author_member", "chair", "deputy", "interested_chair"):
        row = assign(article=scene.article, user=scene.people[name], by=scene.people["chair"], due_on=tomorrow())
        scene.rows[f"request of {name}"] = row.links.get()


def ask_one(scene: Scene) -> None:
    scene.rows["assignment"] = assign(article=scene.article, user=scene.people["asked"], by=scene.people["chair"])


def ask_one_who_wants_time(scene: Scene) -> None:
    who, chair = scene.people["asked"], scene.people["chair"]
    row = assign(article=scene.article, user=who, by=chair, due_on=tomorrow())
    scene.rows["assignment"] = ask_for_time(assignment=row, until=next_week(), reason="On call.", by=who)


def next_week() -> date:
    return tomorrow() + timedelta(days=6)


def own_request(scene: Scene, role: str) -> str:
    """The link in the mail to this member; the others have none."""
    row = scene.rows.get(f"request of {role}")
    return reverse("request", args=[secret_of(row.pk) if row else "no-such-link"])


def own_answer(scene: Scene, role: str) -> dict[str, Any]:
    row = scene.rows.get(f"request of {role}")
    return {"seal": SEAL.sign(str(row.pk)) if row else "", "answer": "decline", "reason": "On leave."}


def request_changes(scene: Scene) -> None:
    by = scene.people["asked"]
    scene.rows["request"] = sign(version=scene.version, verdict=Verdict.REQUEST_CHANGES, note="Plainly.", by=by)


def an_interest(scene: Scene) -> None:
    scene.rows["interest"] = scene.article.interests.get(user=scene.people["interested"])


def a_recusal(scene: Scene) -> None:
    scene.rows["recusal"] = recuse(article=scene.article, reason="A friend wrote it.", by=scene.people["asked"])


def the_guest(scene: Scene) -> None:
    scene.rows["guest"] = scene.guest


def doubt(scene: Scene) -> None:
    scene.rows["reference"] = reference = Reference.objects.get(key="boyer2005")
    set_standing(reference=reference, standing=Standing.CONCERN, by=None)


def signed_in_review(scene: Scene) -> None:
    if scene.edition.state == "under_review":
        signed(scene)


ADMIN = "admin:reviews_{}_add"
DEEDS: dict[str, Deed] = {
    "public_page": Deed(lambda scene, role: f"/articles/{scene.slug}/"),
    "desk_page": Deed(desk("article")),
    "desk_history": Deed(desk("history")),
    "review_page": Deed(review("edition")),
    "board_history": Deed(lambda scene, role: reverse("review:history", args=[scene.slug])),
    "dossier": Deed(lambda scene, role: reverse("dossier", args=[scene.slug, scene.edition.number])),
    "source_file": Deed(lambda scene, role: reverse("desk:source_file", args=[scene.slug, scene.rows["source"].pk])),
    "source_file_board": Deed(
        lambda scene, role: reverse("review:source_file", args=[scene.slug, 1, scene.rows["source"].pk])
    ),
    "guest_page": Deed(link),
    "word_desk": Deed(desk("word")),
    "word_board": Deed(review("word")),
    "word_guest": Deed(lambda scene, role: f"{link(scene, role)}word/"),
    "begin_article": Deed(site("desk:new_article"), just(heading="Shivering", slug="shivering"), "articles_article"),
    "edit_section": Deed(desk("section", "part-1"), section_words, "articles_sectionversion"),
    "bring_media": Deed(desk("media", "part-1"), a_picture, "articles_medium"),
    "reshape": Deed(desk("merge_next", "part-1"), both_versions, "articles_contribution"),
    "preview_link": Deed(
        desk("preview_links"), lambda scene, role: {"until": tomorrow().isoformat()}, "articles_previewlink"
    ),
    "decide_doubt": Deed(desk("section", "part-1"), doubt_decided, "articles_doubtdecision"),
    "dismiss_finding": Deed(desk("section", "part-1"), finding_dismissed, "articles_dismissal"),
    "check": Deed(desk("checks", "part-1"), just(**{"everyone-html": "<p>Give 1.0 mg.</p>"})),
    "paste": Deed(desk("paste", "part-1"), just(html="<p>Words.</p>")),
    "reading": Deed(desk("reading", "part-1"), just(html="<p>Words.</p>")),
    "add_collaborator": Deed(
        desk("invite"), lambda scene, role: {"user": scene.people["newcomer"].pk}, "articles_collaborator"
    ),
    "begin_translation": Deed(
        desk("translate"), just(language="de", heading="Zittern", slug="zittern"), "articles_article"
    ),
    "change_address": Deed(desk("address"), just(slug="trembling", topic=""), "articles_article"),
    "article_policy": Deed(
        desk("policy"), lambda scene, role: {"policy": scene.other_policy.policy_id}, "reviews_articlepolicy"
    ),
    "submit": Deed(desk("submit"), just(), "articles_edition"),
    "take_back": Deed(desk("take_back"), just(), "articles_edition"),
    "discard": Deed(desk("discard"), just(), "articles_edition"),
    "open_next": Deed(desk("open_next"), just(), "articles_edition"),
    "open_urgent": Deed(desk("urgent"), just(), "articles_edition"),
    "desk_schedule": Deed(desk("schedule"), later, "articles_edition"),
    "bring_file": Deed(
        lambda scene, role: reverse("review:look_at_file", args=[scene.slug, TOKEN]),
        lambda scene, role: {"seen": scene.rows.get(("seen", role), "")},
        "reviews_returnedfile",
        wait_with_a_file,
    ),
    "confirm_remark": Deed(
        lambda scene, role: reverse("review:confirm_remark", args=[scene.slug, scene.rows["remark"].pk]),
        just(),
        "reviews_remarkconfirmation",
        bring_one,
    ),
    "say_who": Deed(
        lambda scene, role: reverse("review:who_wrote", args=[scene.slug, scene.rows["returned"].pk]),
        just(name="A. Reviewer", who="nobody"),
        "reviews_returnedname",
        bring_one,
    ),
    "desk_comment": Deed(desk("comment", "part-1"), just(text="Which dose?"), "reviews_comment"),
    "begin_review": Deed(review("begin"), just(), "articles_edition"),
    "assign": Deed(review("assign"), members(), "reviews_assignment"),
    "reassign": Deed(
        review("reassign", "assignment"),
        lambda scene, role: {"to": scene.term("first_signer").pk},
        "reviews_assignment",
        ask_one,
    ),
    "release": Deed(review("release", "assignment"), just(reason=""), "reviews_assignment", ask_one),
    "take": Deed(review("accept"), just(bears="no"), "reviews_assignment"),
    "accept": Deed(review("accept"), just(bears="yes", statement="Talks."), "reviews_assignment", ask_everybody),
    "decline": Deed(review("decline"), just(reason="On leave."), "reviews_assignment", ask_everybody),
    "answer_by_link": Deed(own_request, own_answer, "reviews_assignment", ask_everybody),
    "ask_for_time": Deed(
        review("more_time"),
        lambda scene, role: {"until": next_week().isoformat(), "reason": "On call."},
        "reviews_assignment",
        ask_everybody,
    ),
    "answer_time": Deed(
        review("answer_time", "assignment"),
        lambda scene, role: {"until": next_week().isoformat()},
        "reviews_assignment",
        ask_one_who_wants_time,
    ),
    "invite_guest": Deed(
        review("guests"),
        lambda scene, role: {"name": "An Expert", "email": "expert@example.org", "until": tomorrow().isoformat()},
        "reviews_guest",
    ),
    "close_guest": Deed(review("revoke_guest", "guest"), just(), "reviews_guest", the_guest),
    "sign": Deed(review("sign"), verdict(Verdict.APPROVE), "reviews_signoff"),
    "request_changes": Deed(review("sign"), verdict(Verdict.REQUEST_CHANGES, "Plainly."), "reviews_signoff"),
    "renew": Deed(review("renew"), verdict(Verdict.APPROVE), "reviews_signoff"),
    "comment": Deed(review("comment"), comment(), "reviews_comment"),
    "guest_comment": Deed(link, comment(), "reviews_comment"),
    "board_comment": Deed(review("comment"), comment(board_only="on"), "reviews_comment"),
    "resolve": Deed(review("resolve", "comment"), just(), "reviews_comment"),
    "declare_interest": Deed(review("declare_interest"), just(statement="Owns shares."), "reviews_interest"),
    "end_interest": Deed(review("end_interest", "interest"), just(), "reviews_interest", an_interest),
    "recuse": Deed(review("recuse"), just(reason="A friend wrote it."), "reviews_recusal"),
    "end_recusal": Deed(review("end_recusal", "recusal"), just(), "reviews_recusal", a_recusal),
    "settle": Deed(
        review("settle", "request"), just(reason="It is said below."), "reviews_settlement", request_changes
    ),
    "return": Deed(review("return"), just(text="Please mend it."), "reviews_letter"),
    "approve": Deed(review("approve"), just(), "reviews_approval", signed_in_review),
    "approve_urgently": Deed(
        review("approve_urgently"),
        lambda scene, role: {"sections": [str(scene.version.section_id)], "reason": "A dose was wrong."},
        "reviews_approval",
    ),
    "revoke": Deed(review("revoke"), just(reason="A doubt."), "reviews_revocation"),
    "schedule": Deed(review("schedule"), later, "articles_edition"),
    "edition_policy": Deed(
        review("policy"),
        lambda scene, role: {"version": scene.other_policy.pk, "reason": "Nothing about doses."},
        "reviews_editionpolicy",
    ),
    "hand_over": Deed(
        review("hand_over"),
        lambda scene, role: {"version": elsewhere().pk, "reason": "It is about hearts."},
        "reviews_editionpolicy",
    ),
    "correct_told": Deed(
        review("correct", of="note"), just(text="New.", reason="Typo.", shown="First words."), "reviews_erratum"
    ),
    "retire": Deed(review("retire"), just(reason="Out of date."), "articles_edition"),
    "decide_alarm": Deed(site("evidence:decide", "boyer2005"), sentence, "reviews_evidencedecision", doubt),
    "evidence": Deed(site("desk:evidence")),
    "templates": Deed(
        lambda scene, role: reverse("desk:template", args=["test"]),
        just(lines="body | What it is for"),
        "articles_articletemplate",
    ),
    "plain_words": Deed(
        site("desk:add_plain_word"), just(term="frobnitis", kind="medical", plain="sore frob"), "articles_plainterm"
    ),
    "new_passage": Deed(
        site("desk:new_passage"), just(heading="When to call", summary="Everywhere."), "articles_article"
    ),
    "library": Deed(
        site("references:new"),
        just(title="A new work", type="book", authors="Plato", year="1999", publisher="A house"),
        "references_reference",
    ),
    "declare_interests": Deed(site("profile:interests"), just(answer="nothing"), "reviews_declaration"),
    "queue": Deed(site("review:queue")),
    "dashboard": Deed(site("chair:dashboard")),
    "policies": Deed(site(ADMIN.format("reviewpolicy")), policy, "reviews_policyversion"),
    "terms": Deed(site(ADMIN.format("boardmember")), term, "reviews_boardmember"),
}
