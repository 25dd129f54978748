"""Builders: plain functions that call the product's actions, so that tests contain only states that can be reached."""

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from itertools import count

from allauth.account.internal.userkit import user_id_to_str
from django.db import transaction
from django.test import Client
from django.utils import timezone
from PIL import Image

from articles.actions import (
    confirm_wordings,
    create_article,
    dismiss_finding,
    keep_medium,
    save_section,
    set_bylines,
    set_media,
)
from articles.actions.contributors import save_contributor
from articles.actions.drafting import NewSection, add_sections
from articles.actions.sources import Brought, keep_source
from articles.exchange.document import Document, SectionText, WordingText
from articles.exchange.doubts import Decided
from articles.exchange.remarks import Remark
from articles.media.values import PICTURE, ReadMedium, SmallerPicture
from articles.models import Article, Audience, Dismissal, Edition, Medium, SectionVersion, SourceDocument
from articles.passages import own_parts
from articles.queries import active_audiences, latest_edition_of, part_of, parts_of
from articles.requirements import confirmed_pairs
from articles.words.audiences import as_mapping
from articles.words.content import Wording
from articles.words.media import MediumWords, PlacedMedium
from articles.words.staleness import stale_audiences, unconfirmed_base_readers
from editorial.accounts.models import User
from editorial.accounts.sitting import PASSWORD as BY_PASSWORD
from editorial.accounts.sitting import Authentication
from editorial.files.actions import keep_file
from editorial.record.actions import SITE, append_event
from editorial.shared.canonical import canonical_json, sha256
from references.actions import add_reference
from reviews import actions
from reviews.actions import add_member, create_board, create_policy, declare_interests, publish, submit
from reviews.enums import BoardRole, Verdict
from reviews.models import Approval, Board, ReviewPolicy, SignOff
from reviews.rules.permissions import has_a_seat
from reviews.rules.signoffs import YES, Answer, SigningPlace, signing_places
from tests.sessions import begin_session

_numbers = count(1)
PASSWORD = "a-long-enough-password"


def make_user(name: str = "Somebody", **fields) -> User:
    """An account without any role."""
    return User.objects.create_user(email=f"person{next(_numbers)}@example.org", display_name=name, **fields)


def make_editor(name: str = "Staff Editor", **fields) -> User:
    return make_user(name, is_editor=True, **fields)


def make_administrator(name: str = "Administrator", **fields) -> User:
    return make_user(name, is_staff=True, is_superuser=True, **fields)


def make_audiences() -> dict[str, Audience]:
    """The three shipped audiences: patient (default), carer (reads the patient's wording), clinician."""
    existing = {audience.key: audience for audience in Audience.objects.all()}
    if existing:
        return existing
    patient = Audience.objects.create(
        key="patient", label="I am a patient", order=1, is_default=True, disclaimer="Ask your doctor."
    )
    carer = Audience.objects.create(key="carer", label="I care for someone", order=2, fallback=patient)
    clinician = Audience.objects.create(key="clinician", label="I am a health professional", order=3)
    return {"patient": patient, "carer": carer, "clinician": clinician}


def make_board(*, sign_offs: int = 2, name: str = "Medical advisory board", **asks) -> Board:
    """A board whose policy is the site's default one."""
    administrator = make_administrator()
    board = create_board(name=name, by=administrator)
    is_default = not ReviewPolicy.objects.filter(is_default=True).exists()
    create_policy(
        board=board, name=f"{name} policy", by=administrator, is_default=is_default, sign_offs=sign_offs, **asks
    )
    return board


def make_member(
    board: Board, name: str = "Board Member", *, role: str = BoardRole.MEMBER, declares: bool = True, **term
) -> User:
    """An account with a running term on the board, who has nothing to declare (or has not declared anything yet)."""
    user = make_user(name, credentials="MD")
    term.setdefault("starts_on", timezone.localdate() - timedelta(days=400))
    add_member(board=board, user=user, by=make_administrator(), role=role, **term)
    if declares and has_a_seat(user):
        declare_interests(items=[], by=user)
    return user


def make_picture(colour: str = "navy", side: int = 240) -> bytes:
    """A small photograph to upload."""
    kept = BytesIO()
    Image.new("RGB", (side, side), colour).save(kept, "PNG")
    return kept.getvalue()


def make_chair(board: Board, name: str = "Board Chair") -> User:
    return make_member(board, name, role=BoardRole.CHAIR)


def make_reference(key: str = "boyer2005", **csl):
    """A reference good enough to be cited."""
    number = next(_numbers)
    csl = {
        "type": "article-journal",
        "title": f"The serotonin syndrome {number}",
        "author": [{"family": "Boyer", "given": "Edward W."}],
        "container-title": "New England Journal of Medicine",
        "issued": {"date-parts": [[2005]]},
        **csl,
    }
    return add_reference(csl=csl, key=key, by=make_editor())


def make_draft(*, by: User | None = None, slug: str = "", sections: int = 2, complete: bool = True) -> Edition:
    """A first edition as a draft, with a patient wording in its first section; ``complete`` makes it submittable."""
    make_audiences()
    by = by or make_editor()
    front = Wording(heading="Muscle twitches", html="<p>The lead.</p>", question="Why?", summary="A summary.")
    article = create_article(slug=slug or f"article-{next(_numbers)}", by=by, front=front)
    edition = latest_edition_of(article)
    plain = {"patient": Wording(html="<p>Plain words.</p>")}
    new = [
        NewSection(
            f"part-{number}",
            "body",
            Wording(heading=f"Part {number}", html=f"<p>Text of part {number}.</p>"),
            plain if number == 1 else {},
        )
        for number in range(1, sections + 1)
    ]
    add_sections(edition=edition, new=new, by=by)
    if complete:
        make_complete(edition, by=by)
    return edition


def make_complete(edition: Edition, *, by: User) -> None:
    """Name an author, and confirm every wording and every reading of the base text."""
    author = save_contributor(by=by, name="A. Writer", credentials="BSc", interests="none", outsider=True)
    set_bylines(edition=edition, bylines=[(author, "author")], by=by)
    confirm_all(edition, by=by)


def confirm_all(edition: Edition, *, by: User) -> None:
    """Of the article's own sections: a passage's are confirmed where it is kept."""
    parts, audiences = own_parts(edition.article_id, parts_of(edition)), as_mapping(active_audiences())
    pairs = confirmed_pairs(parts)
    for part in parts:
        open_ones = stale_audiences(part.content, pairs) + unconfirmed_base_readers(part.content, audiences, pairs)
        if open_ones:
            confirm_wordings(edition=edition, anchor=part.section.anchor, audiences=open_ones, by=by)


def make_submitted(*, by: User | None = None, **draft) -> Edition:
    by = by or make_editor()
    if not ReviewPolicy.objects.exists():
        make_board()
    return submit(edition=make_draft(by=by, **draft), by=by)


def just_proved(user: User) -> Authentication:
    """The person entered their password a moment ago."""
    return Authentication(user.pk, BY_PASSWORD, timezone.now())


def sit_down(client: Client, user: User) -> Client:
    """A browser in which this person has just signed in: a sitting, in which they may sign."""
    proof = {"method": BY_PASSWORD, "at": timezone.now().timestamp()}
    proved = {"account_authentication_methods": [proof], "account_authentication_methods_user": user_id_to_str(user)}
    return begin_session(client, user, **proved)


def sign(*, version: SectionVersion, verdict: str, by: User, **said) -> SignOff:
    """Sign what stands there now, in a sitting, with "yes" to every question, unless something else is said."""
    place = signing_places(version.section.article, [version], by).get(version.pk)
    seen = decided_at(place, version, verdict)
    now = {"authentication": just_proved(by), "screen": seen.screen, "answers": seen.answers}
    return actions.sign(version=version, verdict=verdict, by=by, **{**now, **said})


def same_browser(client: Client) -> Client:
    """Another window with the cookies of this one."""
    again = Client()
    again.cookies = deepcopy(client.cookies)
    return again


def decided_at(place: SigningPlace | None, version: SectionVersion, verdict: str) -> actions.Decided:
    """A verdict on what stands there now, with "yes" to every question."""
    if place is None:
        return actions.Decided(version, verdict)
    answers = {question.key: Answer(YES) for question in place.questions}
    return actions.Decided(version, verdict, screen=place.screen.token, answers=answers)


def approve(*, edition: Edition, by: User, **said) -> Approval:
    """Approve in a sitting, unless something else is said."""
    return actions.approve(edition=edition, by=by, **{"authentication": just_proved(by), **said})


def sign_all(edition: Edition, *members: User) -> None:
    """Every member approves every section of the edition's own, each in one act."""
    versions = [part.version for part in parts_of(edition) if part.section.article_id == edition.article_id]
    for member in members:
        places = signing_places(article_of(edition), versions, member)
        decided = [decided_at(places.get(version.pk), version, Verdict.APPROVE) for version in versions]
        actions.sign_several(decisions=decided, by=member, authentication=just_proved(member))


def make_approved(*, by: User | None = None, **draft) -> Edition:
    """Signed by two members and approved by a chair of the default board; not yet published."""
    edition = make_submitted(by=by, **draft)
    board = ReviewPolicy.objects.get(is_default=True).board
    sign_all(edition, make_member(board, "First Member"), make_member(board, "Second Member"))
    approve(edition=edition, by=make_chair(board))
    edition.refresh_from_db()
    return edition


def publish_draft(edition: Edition, *, by: User) -> Edition:
    """Carry a draft with whatever is in it all the way: confirmed, submitted, signed by two, approved, published."""
    make_complete(edition, by=by)
    if not ReviewPolicy.objects.exists():
        make_board()
    edition = submit(edition=edition, by=by)
    board = ReviewPolicy.objects.get(is_default=True).board
    sign_all(edition, make_member(board, "First Member"), make_member(board, "Second Member"))
    approve(edition=edition, by=make_chair(board))
    publish(edition_id=edition.pk)
    edition.refresh_from_db()
    return edition


def make_published(*, by: User | None = None, **draft) -> Edition:
    edition = make_approved(by=by, **draft)
    publish(edition_id=edition.pk)
    edition.refresh_from_db()
    return edition


def name_raw_rows() -> None:
    """Name what a test wrote by hand in an event, as actions do with theirs; otherwise no commit is taken."""
    append_event(chain=SITE, verb="tried", subject="test:1", by=None)


def article_of(edition: Edition) -> Article:
    return Article.objects.get(pk=edition.article_id)


def codes(refused) -> list[str]:
    """The codes of the issues that ``pytest.raises(Refused)`` caught."""
    return [issue.code for issue in refused.value.issues]


def edit(edition, anchor: str, html: str, *, by, **parts):
    """Save new base text in a section, its wordings untouched."""
    part = part_of(edition, anchor)
    return save_section(
        edition=edition,
        anchor=anchor,
        base_version=part.version.pk,
        base=replace(part.content.base, html=html, **parts),
        wordings=part.content.wordings,
        by=by,
    )


DOSE = "<p>It is pumped in. Give 1.0 mg.</p>"


def let_dose_stand(edition: Edition, anchor: str, *, by: User, reason: str = "The pump shows it so.") -> Dismissal:
    """A dose in a section at which a check points, and why it stays."""
    edit(edition, anchor, DOSE, by=by)
    fingerprint = sha256(canonical_json(["units", "Give 1.0 mg.", ["1.0 mg"]]))
    said = {"check": "units", "fingerprint": fingerprint, "reason": reason}
    return dismiss_finding(edition=edition, anchor=anchor, audience="", by=by, **said)


def bring_source(
    edition: Edition, *, by: User, data: bytes = b"Not more than 200 mg.", decided: dict[int, Decided] | None = None
) -> SourceDocument:
    """A file from which this draft came, with a doubt in its first section (number 0): a dose that was struck out."""
    section = SectionText("part-1", "body", WordingText("Part 1", "<p>Text of part 1.</p>"))
    sentence = "Text of part 1: not more than 200 mg."
    remark = Remark("struck", "not more than 200", "These words are struck out", 1, "section:part-1", sentence)
    remark.serious = True
    read = Document("page.docx", "docx", sections=[section], remarks=[remark], places={1: "section:part-1"})
    read.lines = [sentence]
    with transaction.atomic():
        brought = Brought(keep_file(data=data, name="page.docx"), decided or {})
        return keep_source(edition=edition, document=read, brought=brought, by=by)


def bring_picture(edition: Edition, *, by: User, colour: str = "navy") -> Medium:
    """A picture that was brought to the article, with one smaller one."""
    big, small = make_picture(colour), make_picture(colour, side=120)
    smaller = SmallerPicture(small, "image/png", 120, 120)
    read = ReadMedium(PICTURE, "image/png", big, width=240, height=240, renditions=(smaller,))
    return keep_medium(article=edition.article, read=read, by=by)


def placed(medium: Medium, alt: str = "A square.", caption: str = "All of one colour.", **said: str) -> PlacedMedium:
    """A picture with everything that is asked of it; ``said`` has descriptions for audiences."""
    words = {"": MediumWords(alt, caption), **{audience: MediumWords(text) for audience, text in said.items()}}
    return PlacedMedium(medium.file_id, medium.kind, "Drawn by the desk", "CC BY 4.0", words)


def illustrate(edition: Edition, anchor: str, *media: PlacedMedium, by: User) -> SectionVersion:
    """A section of the draft with these pictures and no others."""
    base = part_of(edition, anchor).version.pk
    return set_media(edition=edition, anchor=anchor, base_version=base, media=media, by=by)[0]
