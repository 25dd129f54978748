"""The references of a published page as a file, for readers' reference managers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles.models import PublicPage
from articles.site.published import references_of, stored_page
from editorial.shared.public_answers import public_answer, public_redirect
from references.formats.writing import FORMATS, written


@require_safe
def page_references(request: HttpRequest, slug: str, format: str, audience: str = "") -> HttpResponse:
    """The references that the page for this audience shows, in their order, as they were when it was submitted."""
    if format not in FORMATS:
        raise Http404(gettext("No such format."))
    items = references_of(slug, audience)
    if items is None:
        return _elsewhere(slug, format, audience)
    response = public_answer(request, written(format, items), content_type=FORMATS[format].content_type)
    if response.status_code == 200:
        response["Content-Disposition"] = f'attachment; filename="{slug}-references.{format}"'
    return response


def _elsewhere(slug: str, format: str, audience: str) -> HttpResponse:
    """The article's address of today, if this is an old one; nothing for pages that are not published."""
    page = stored_page(slug, audience) or stored_page(slug)
    if page is None or page.kind != PublicPage.Kind.MOVED:
        raise Http404(gettext("No such page."))
    suffix = f"for/{audience}/" if audience and f"/for/{audience}/" not in page.location else ""
    return public_redirect(f"{page.location}{suffix}references.{format}")
