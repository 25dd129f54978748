"""The library's list."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from editorial.accounts.requests import SignedInRequest
from references.library.entries import Glance, at_a_glance
from references.library.listing import BEST, CITED, ORDERS, library_page, wanted_from
from references.library.listing import duplicates as probable_duplicates
from references.standing.queries import source_states

from ..enums import Kind, LinkFinding, Standing
from ..models import Reference
from ..usage import counts
from .frame import TRAIL, library_only, library_trail


@dataclass(frozen=True)
class Row:
    """A reference as a list shows it; ``cited`` is the number of articles that cite it now."""

    reference: Reference
    shown: Glance
    cited: int = 0


def rows_of(references: list[Reference]) -> list[Row]:
    """References ready for a list. One query."""
    cited = counts(references)
    return [Row(one, at_a_glance(one.csl), cited[one.pk]) for one in references]


@require_safe
@never_cache
@login_required
def reference_list(request: SignedInRequest) -> HttpResponse:
    """The library, searched, filtered and sorted."""
    library_only(request)
    wanted = wanted_from(request.GET)
    page = library_page(request.user, wanted)
    context = {
        "wanted": wanted,
        "page": page,
        "rows": rows_of(page.references),
        "kinds": Kind.choices,
        "standings": Standing.choices,
        "cited": CITED.items(),
        "links": LinkFinding.choices,
        "orders": [("", gettext(BEST)), *((name, gettext(order.label)) for name, order in ORDERS.items())],
        "sources": source_states(),
        "trail": TRAIL,
    }
    return render(request, "references/list.html", context)


@require_safe
@never_cache
@login_required
def duplicates(request: SignedInRequest) -> HttpResponse:
    """References that are probably one work, for merging."""
    library_only(request)
    found = probable_duplicates(request.user, request.GET.get("after", "")[:300].replace("\x00", ""))
    rows = rows_of([reference for group in found.groups for reference in group])
    shown = {row.reference.pk: row for row in rows}
    groups = [[shown[reference.pk] for reference in group] for group in found.groups]
    context = {"groups": groups, "next": found.next, "trail": library_trail()}
    return render(request, "references/duplicates.html", context)
