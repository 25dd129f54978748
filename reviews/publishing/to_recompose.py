"""Which articles' pages no longer say what they should: found by looking, so no message can be lost. Reads only."""

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import TruncDate
from django.utils import timezone

from articles.models import Article, Edition, PublicPage
from reviews.models import EditionPolicy, Interest, Recusal
from reviews.rules.due import due_by

# Longer than any transaction: what was committed while a page was being composed is found too. Until then a page may
# be composed a few times for nothing.
OVERLAP = timedelta(minutes=1)


def articles_to_recompose(now: datetime | None = None) -> QuerySet[Article]:
    """Articles with pages that were marked as stale, or around which something has changed since."""
    today = timezone.localdate(now)
    stale = PublicPage.objects.filter(stale_since__isnull=False)
    return Article.objects.filter(
        Q(pk__in=stale.values("article"))
        | Q(pk__in=citing_what_changed().values("article"))
        | Q(pk__in=with_changed_neighbours().values("article"))
        | Q(pk__in=newly_overdue(today).values("article"))
        | Q(pk__in=with_changed_signers().values("article"))
    )


def citing_what_changed() -> QuerySet[PublicPage]:
    """Live and pending pages whose edition cites a reference whose standing changed since they were composed."""
    reference = "edition__pins__version__citations__reference"
    pages = PublicPage.objects.filter(kind__in=[PublicPage.Kind.LIVE, PublicPage.Kind.PENDING], is_default=True)
    since = F("composed_at") - OVERLAP
    return pages.filter(
        Q(**{f"{reference}__standing_changed_at__gt": since})
        | Q(**{f"{reference}__merged_into__standing_changed_at__gt": since})
    )


def with_changed_neighbours() -> QuerySet[PublicPage]:
    """Live pages composed before another article on their topic was published or retired: they name it, or should."""
    composed = OuterRef("composed_at") - OVERLAP
    changed = Edition.objects.filter(
        Q(published_at__gt=composed) | Q(retirement__at__gt=composed), article__topic=OuterRef("article__topic")
    )
    neighbours = changed.exclude(article=OuterRef("article"))
    pages = PublicPage.objects.filter(kind=PublicPage.Kind.LIVE, is_default=True).exclude(article__topic="")
    return pages.filter(Exists(neighbours))


def with_changed_signers() -> QuerySet[PublicPage]:
    """Live pages composed before somebody declared or ended an interest in the article or keeping out of it (or of a
    passage that stands in it), before
    another policy version began to judge the edition, or before the account of a signer was found to be a guest's, who
    may have had a hand in the words: signatures may count no longer."""
    composed, here = OuterRef("composed_at") - OVERLAP, OuterRef("article")
    interests = Interest.objects.filter(Q(declared_at__gt=composed) | Q(ended_at__gt=composed), article=here)
    recusals = Recusal.objects.filter(Q(since__gt=composed) | Q(ended_at__gt=composed), article=here)
    policies = EditionPolicy.objects.filter(at__gt=composed, edition=OuterRef("edition"))
    pages = PublicPage.objects.filter(kind=PublicPage.Kind.LIVE, is_default=True)
    return pages.filter(
        Exists(interests)
        | Exists(recusals)
        | Exists(policies)
        | Q(pk__in=signed_by_guests())
        | Q(pk__in=around_passages())
    )


def around_passages() -> RawSQL:
    """Pages (their ids) of editions in which a passage stands, composed before an interest in the passage or keeping
    out of it began or ended. From the few passages to the pages."""
    return RawSQL(
        """
        SELECT p.id FROM (
                SELECT article_id, greatest(declared_at, ended_at) AS at FROM reviews_interest
                UNION ALL
                SELECT article_id, greatest(since, ended_at) AS at FROM reviews_recusal
            ) c JOIN articles_article a ON a.id = c.article_id AND a.kind = 'passage'
            JOIN articles_section s ON s.article_id = a.id JOIN articles_pin n ON n.section_id = s.id
            JOIN articles_publicpage p ON p.edition_id = n.edition_id
        WHERE c.at > p.composed_at - %s
        """,
        [OVERLAP],
    )


def signed_by_guests() -> RawSQL:
    """Pages (their ids) with a signature of somebody whose account has got, since they were composed, an address to
    which a guest's link went: they are that guest (``reviews/sql/contributors.sql``).

    From the few accounts to the pages: whoever goes the other way looks through all accounts for each page.
    """
    return RawSQL(
        """
        SELECT p.id FROM reviews_guest g JOIN accounts_historicaluser h ON h.email = lower(g.email)
            JOIN reviews_signoff s ON s.user_id = h.id JOIN articles_pin n ON n.version_id = s.version_id
            JOIN articles_publicpage p ON p.edition_id = n.edition_id
        WHERE h.history_date > p.composed_at - %s
        """,
        [OVERLAP],
    )


def newly_overdue(today) -> QuerySet[PublicPage]:
    """Live pages whose review became due since they were composed."""
    return due_by(today).annotate(composed_on=TruncDate("composed_at")).filter(composed_on__lt=F("due"))


def unsettled() -> QuerySet[PublicPage]:
    """Live pages that may not have the day on which their review is due now: marked as stale, or around whose
    signatures something has changed since they were composed."""
    changed = Q(stale_since__isnull=False) | Q(pk__in=with_changed_signers().values("pk"))
    return PublicPage.objects.filter(changed, kind=PublicPage.Kind.LIVE, is_default=True)
