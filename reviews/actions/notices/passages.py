"""Telling the boards of hosts what became of a signature on a passage that stands in their editions."""

from articles.enums import OPEN_STATES, EditionState
from articles.models import Article, Edition
from editorial.accounts.models import User
from reviews.actions.notices.sentences import board_page
from reviews.actions.notices.telling import readers_of, tell
from reviews.enums import NoticeKind, Verdict
from reviews.models import SignOff


def tell_hosts_of_lost(passage: Article, signer: User, by: User | None) -> None:
    """To whoever leads the boards of the articles in which a passage stands, in review or live: what this member signed
    of it no longer counts there. Nothing for an article that is no passage. Why stands in the passage's record: who
    reads a host may not read that."""
    for edition in _counting(passage, signer) if passage.is_passage else ():
        readers = readers_of(edition.article)
        tell(
            people=readers.leaders_judging(edition),
            readers=readers,
            kind=NoticeKind.REVIEW_DUE,
            text=f"What {signer.display_name} signed of a passage in edition {edition.number} no longer counts: "
            "somebody else has to sign it, in the passage.",
            url=board_page(edition),
            by=by,
            article=edition.article,
        )


def _counting(passage: Article, signer: User) -> list[Edition]:
    """The submitted editions of hosts, open or live, that have words of the passage which this member approved."""
    approved = SignOff.objects.filter(user=signer, verdict=Verdict.APPROVE, version__section__article=passage)
    hosts = Edition.objects.filter(
        pins__version__in=approved.values("version"),
        submitted_at__isnull=False,
        state__in=[*OPEN_STATES, EditionState.PUBLISHED],
    ).exclude(article=passage)
    return list(hosts.distinct().select_related("article").order_by("article", "number"))
