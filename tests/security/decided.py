"""Articles of ours about which much was decided (a letter, a settled request, a revoked approval, a removal, an end),
and what waits for people or was done by machines."""

from typing import Any

from django.utils import timezone

from articles.actions import open_edition, remove_section
from articles.models import Article
from articles.queries import part_of
from editorial.accounts.actions import RESET, keep_account_mail
from references.actions.links import keep_check
from references.enums import LinkFinding
from references.links import Seen
from references.models import Reference
from reviews.actions import (
    bring_file,
    correct_told,
    keep_decisions,
    retire,
    return_to_editor,
    revoke_approval,
    settle_request,
    submit,
    take_back,
)
from reviews.actions.notices.reminders import set_reminder_rule
from reviews.actions.notices.telling import set_notice_preference
from reviews.enums import Delivery, Recipient, ToldReaders, Verdict
from reviews.models import Mail
from reviews.talk.returned import read_returned
from tests.articles.returned.files import inserted, marked, paragraph, returned
from tests.builders import approve, confirm_all, edit, make_draft, make_published, make_submitted, sign, sign_all

from .world import World


def decided_articles(world: World) -> list[Article]:
    """One that went back, one that takes something out, one that is gone, one with words of a file; each in
    the hands of the world's people."""
    return [_returned(world), _with_a_removal(world), _retired(world), _with_words_of_a_file(world)]


def keep_what_waits(world: World) -> None:
    """A mail of each kind, ways of being told, what a member ticked without signing, and what a link led to."""
    member, administrator = world.people["member"], world.people["administrator"]
    keep_account_mail(template=RESET, address="member@example.org", person=member, facts={"user": "Member"})
    Mail.objects.create(person=member, due_at=timezone.now(), problem="No such mailbox.")
    set_notice_preference(delivery=Delivery.DAILY, hour=7, by=member)
    set_reminder_rule(days=30, recipient=Recipient.MEMBER, by=administrator)
    version = part_of(world.reviewed.edition, "part-2").version
    keep_decisions(edition=world.reviewed.edition, typed={version.pk: {"note": "Not sure yet."}}, by=member)
    reference, seen = (
        Reference.objects.get(key="boyer2005"),
        Seen(LinkFinding.CHANGED, 200, title="A shop", note="Other."),
    )
    keep_check(reference=reference, url="https://example.org/paper", seen=seen)


def _returned(world: World) -> Article:
    owner, chair, member = (world.people[role] for role in ("owner", "chair", "member"))
    edition = make_draft(by=owner, slug="our-returned")
    submit(edition=edition, by=owner)
    version = part_of(edition, "part-1").version
    request = sign(version=version, verdict=Verdict.REQUEST_CHANGES, by=member, note="Say it plainly.")
    settle_request(sign_off=request, reason="It is plain.", by=chair)
    sign_all(edition, member, world.people["interested"])
    approve(edition=edition, by=chair)
    revoke_approval(edition=edition, reason="Not yet.", by=chair)
    return_to_editor(edition=edition, text="Please mend it.", by=chair)
    return edition.article


def _with_a_removal(world: World) -> Article:
    owner = world.people["owner"]
    live = make_published(by=owner, slug="our-removing")
    edition = open_edition(article=live.article, by=owner)
    remove_section(edition=edition, anchor="part-2", reason="Nobody needs it.", by=owner)
    confirm_all(edition, by=owner)
    submit(edition=edition, by=owner)
    return live.article


def _retired(world: World) -> Article:
    live = make_published(by=world.people["owner"], slug="our-retired")
    retire(edition=live, reason="It is out of dat.", by=world.people["chair"])
    correct_told(
        edition=live,
        of=ToldReaders.REASON,
        text="It is out of date.",
        reason="A misprint in it.",
        shown="It is out of dat.",
        by=world.people["chair"],
    )
    return live.article


def _with_words_of_a_file(world: World) -> Article:
    """A draft into which its owner typed what somebody had written into a Word file."""
    owner, new = world.people["owner"], "Never more than 25 mg."
    edition = make_submitted(by=owner, slug="our-typed")

    def more(leaf: Any, words: Any) -> Any:
        is_meant = leaf.text == "Text of part 2."
        return paragraph(marked(leaf, words)) + paragraph(inserted(new, "M. Ember")) if is_meant else words

    data = returned(edition, more)
    seen = read_returned(edition.article, "back.docx", data, by=owner).digest
    bring_file(article=edition.article, name="back.docx", data=data, seen=seen, by=owner)
    take_back(edition=edition, by=owner)
    draft = open_edition(article=edition.article, by=owner)
    edit(draft, "part-2", f"<p>Text of part 2.</p><p>{new}</p>", by=owner)
    return edition.article
