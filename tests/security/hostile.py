"""An article whose every text is hostile, brought all the way to publication, and another in the middle of review."""

from dataclasses import dataclass

from articles.actions import add_collaborator, add_section, create_article, set_bylines, set_statement, set_topic
from articles.actions.audiences import save_audience
from articles.actions.contributors import save_contributor
from articles.actions.followups import ask_follow_up
from articles.actions.import_drafts import keep_import
from articles.exchange import read_pasted
from articles.models import Edition
from articles.queries import latest_edition_of, part_of, parts_of
from articles.words.content import Wording
from editorial.accounts.models import User
from references.actions import add_reference
from references.models import Reference
from reviews.actions import (
    add_comment,
    add_member,
    assign,
    create_board,
    create_policy,
    declare_interest,
    declare_interests,
    publish,
    return_to_editor,
    settle_request,
    submit,
)
from reviews.enums import BoardRole, Verdict
from tests.builders import approve, confirm_all, make_administrator, make_audiences, make_user, sign

MARK = "Sentinel"
# Closes whatever it may stand in, then opens what must not be there; runs in a quarter of a dozen ways.
PAYLOAD = (
    f"{MARK}\"'`--></textarea></title></style></script>]]><x-sentinel onfocus=pwned()></x-sentinel>"
    '<img src=x onerror="window.pwned=1"><svg onload="window.pwned=1"><script>window.pwned=1</script></svg>'
    "javascript:window.pwned=1 {{7|add:7}}{user.password}%(x)s \u2028\\u003cscript>"
)
LINE = PAYLOAD.replace("\u2028", " ")
ESCAPED = PAYLOAD.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
HTML = (
    f"<p>{ESCAPED} <a href='javascript:window.pwned=1'>one</a> <a href='https://example.org/?\"><x-sentinel>'>two</a>"
    f'<cite data-ref="evil2005" data-locator="p. 4{ESCAPED[:60]}"></cite></p>{PAYLOAD}'
)


@dataclass
class Hostile:
    """The people by role, the live edition and the one in review."""

    people: dict[str, User]
    live: Edition
    reviewed: Edition
    returned: Edition
    reference: Reference


def short(length: int) -> str:
    """As much of a payload as fits, beginning with what breaks out."""
    return f"{MARK}\"'></title></script><x-sentinel onfocus=pwned()>"[:length]


def make_hostile() -> Hostile:
    people = _people()
    administrator = people["administrator"]
    audiences = make_audiences()
    for audience in audiences.values():
        save_audience(
            by=administrator,
            audience=audience,
            label=f"{audience.key} {LINE}"[:119],
            fallback=audience.fallback,
            disclaimer=LINE,
            order=audience.order,
            is_default=audience.is_default,
            reason=LINE,
        )
    board = create_board(name=LINE[:199], about=LINE, by=administrator)
    create_policy(board=board, name=LINE[:119], by=administrator, is_default=True, sign_offs=1)
    for role, term in (("member", BoardRole.MEMBER), ("interested", BoardRole.MEMBER), ("chair", BoardRole.CHAIR)):
        add_member(board=board, user=people[role], by=administrator, role=term, specialties=[short(79)])
        item = {"kind": "consulting", "entity": LINE, "to": "self", "details": PAYLOAD}
        declare_interests(items=[item], public_line=LINE, by=people[role])
    reference = add_reference(
        key="evil2005",
        kind="book",
        by=administrator,
        csl={
            "type": "book",
            "title": LINE,
            "author": [{"family": LINE[:100], "given": LINE[:100]}],
            "publisher": LINE,
            "URL": "https://example.org/?a=1&b=2'",
            "issued": {"date-parts": [[2005]]},
            "note": LINE,
        },
    )
    live = _signed(_submitted("hostile-live", people), people)
    ask_follow_up(slug="hostile-live", question=PAYLOAD, reply_to="a'b@example.org")
    reviewed = _discussed(_submitted("hostile-reviewed", people), people)
    returned = _submitted("hostile-returned", people)
    return_to_editor(edition=returned, text=PAYLOAD, by=people["chair"])
    keep_import(
        document=read_pasted(f"{LINE}\n\nWritten by {LINE[:80]}\n\n{LINE}\n\nA heading\n\n{LINE} [1]", ""),
        by=people["owner"],
    )
    return Hostile(people, live, reviewed, returned, reference)


def _people() -> dict[str, User]:
    name = LINE[:180]
    return {
        "owner": make_user(f"owner {name}", is_editor=True, credentials=name),
        "collaborator": make_user(f"friend {name}", is_editor=True, credentials=name),
        "member": make_user(f"member {name}", credentials=name, bio=LINE),
        "interested": make_user(f"interested {name}", credentials=name),
        "chair": make_user(f"chair {name}", credentials=name),
        "administrator": make_administrator(f"administrator {name}"),
    }


def _submitted(slug: str, people: dict[str, User]) -> Edition:
    owner = people["owner"]
    words = {"heading": f"{slug} {LINE}", "html": HTML}
    front = Wording(**words, question=LINE, summary=LINE)
    article = create_article(slug=slug, by=owner, front=front, front_wordings={"patient": front})
    set_topic(article=article, topic=LINE[:119], by=owner)
    add_collaborator(article=article, user=people["collaborator"], by=owner)
    edition = latest_edition_of(article)
    wording = Wording(**words)
    add_section(
        edition=edition,
        anchor="part-1",
        kind="body",
        base=wording,
        wordings={"patient": wording, "clinician": Wording(left_out=True)},
        by=owner,
    )
    person = save_contributor(by=owner, name=LINE[:190], credentials=LINE[:190], interests=LINE, outsider=True)
    set_bylines(edition=edition, bylines=[(person, "author"), (person, "editor")], by=owner)
    set_statement(edition=edition, note=LINE, by=owner)
    confirm_all(edition, by=owner)
    edition = submit(edition=edition, by=owner)
    edition.article = article
    return edition


def _discussed(edition: Edition, people: dict[str, User]) -> Edition:
    version = part_of(edition, "part-1").version
    assign(article=edition.article, user=people["member"], by=people["chair"])
    add_comment(version=version, text=PAYLOAD, quote=LINE, must_be_answered=True, by=people["member"])
    declare_interest(article=edition.article, statement=PAYLOAD, by=people["interested"])
    asked = sign(version=version, verdict=Verdict.REQUEST_CHANGES, note=PAYLOAD, by=people["member"])
    settle_request(sign_off=asked, reason=PAYLOAD, by=people["chair"])
    return edition


def _signed(edition: Edition, people: dict[str, User]) -> Edition:
    for part in parts_of(edition):
        sign(version=part.version, verdict=Verdict.APPROVE, note=PAYLOAD, by=people["member"])
    approve(edition=edition, by=people["chair"])
    publish(edition_id=edition.pk)
    edition.refresh_from_db()
    return edition
