"""Where articles cite references: what the library asks through :mod:`references.usage`. Reads the index of citations.

"Now" means in an edition that is live, in review or in draft. The index says where; the words stay the truth.
"""

from collections import defaultdict
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext

from articles.enums import OPEN_STATES, EditionState
from articles.models import Citation, Pin
from articles.queries import audience_labels, titles_of_each, visible_to
from articles.words.content import content_from_text
from references.models import Reference
from references.usage import Cited, Place

NOW = (EditionState.PUBLISHED, *OPEN_STATES)
MOST_PLACES = 200
RECENT = 8
_LOOKED_BACK = 200
_ORDER = {EditionState.PUBLISHED: 0, EditionState.APPROVED: 1, EditionState.UNDER_REVIEW: 2, EditionState.SUBMITTED: 3}


class ArticlesCite:
    """Articles as something that cites references."""

    def cited(self) -> QuerySet:
        rows = Citation.objects.filter(version__pins__edition__state__in=NOW)
        rows = rows.annotate(answer=Coalesce("reference__merged_into_id", "reference_id")).order_by()
        return rows.values("answer").distinct()

    def counts(self, ids: list[Any]) -> dict[Any, int]:
        of_these = Q(reference__in=ids) | Q(reference__merged_into__in=ids)
        rows = Citation.objects.filter(of_these, version__pins__edition__state__in=NOW)
        rows = rows.annotate(answer=Coalesce("reference__merged_into_id", "reference_id")).order_by()
        return dict(
            rows.values("answer")
            .annotate(n=Count("version__section__article", distinct=True))
            .values_list("answer", "n")
        )

    def places(self, reference: Reference, person) -> Cited:
        """The newest places that ``person`` may see: in articles of their own, and in whatever is live."""
        pins = Pin.objects.filter(version__citations__in=_citations_of(reference), edition__state__in=NOW).distinct()
        own = Q(edition__article__in=visible_to(person).values("pk"))
        seen = pins.filter(own | Q(edition__state=EditionState.PUBLISHED))
        hidden = pins.exclude(edition__article__in=seen.values("edition__article"))
        rows = list(seen.select_related("edition__article", "section", "version")[:MOST_PLACES])
        count = hidden.order_by().values("edition__article").distinct().count()
        return Cited(_placed(rows, reference), count)

    def recent(self, person, article: str) -> list[tuple[str, list[str]]]:
        here = Citation.objects.filter(
            version__pins__edition__article__in=visible_to(person).filter(slug=article),
            version__pins__edition__state__in=NOW,
        )
        mine = Citation.objects.filter(version__created_by=person)
        groups = [(gettext("In this article"), here if article else None), (gettext("Used by you lately"), mine)]
        return [(name, _latest_keys(rows)) for name, rows in groups if rows is not None]


def _citations_of(reference: Reference) -> QuerySet[Citation]:
    return Citation.objects.filter(Q(reference=reference) | Q(reference__merged_into=reference))


def _latest_keys(rows: QuerySet[Citation]) -> list[str]:
    keys = rows.order_by("-version__created_at", "position").values_list("reference__key", flat=True)[:_LOOKED_BACK]
    return list(dict.fromkeys(keys))[:RECENT]


def _placed(pins: list[Pin], reference: Reference) -> list[Place]:
    if not pins:
        return []
    found = _citations_of(reference).filter(version__in={pin.version_id for pin in pins}).select_related("reference")
    citations: dict[Any, list[Citation]] = defaultdict(list)
    for citation in found:
        citations[citation.version_id].append(citation)
    titles, labels = titles_of_each({pin.edition for pin in pins}), audience_labels()
    pins.sort(key=lambda pin: (titles.get(pin.edition_id, ""), _ORDER.get(pin.edition.state, 9), pin.section.anchor))
    return [_place(pin, citations[pin.version_id], titles, labels) for pin in pins]


def _place(pin: Pin, citations: list[Citation], titles: dict, labels: dict) -> Place:
    slug, edition = pin.edition.article.slug, pin.edition
    live = edition.state == EditionState.PUBLISHED
    page = reverse("article", args=[slug])
    audiences = dict.fromkeys(labels.get(one.audience, "Everyone") for one in citations)
    return Place(
        title=titles.get(edition.pk) or slug,
        url=page if live else reverse("desk:article", args=[slug]),
        section=content_from_text(pin.version.content).base.heading or pin.section.anchor,
        section_url=f"{page}#{pin.section.anchor}"
        if live
        else reverse("desk:section", args=[slug, pin.section.anchor]),
        state=edition.state,
        state_label="Live" if live else edition.get_state_display(),
        edition=edition.number,
        audiences=tuple(audiences),
        locators=tuple(dict.fromkeys(one.locator for one in citations if one.locator)),
        key=next((one.reference.key for one in citations if one.reference.merged_into_id), ""),
    )
