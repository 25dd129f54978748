"""The public page about how articles are made."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from editorial.shared.public_answers import public_page
from reviews.publishing.editorial_policy import policy_text, review_rules


@require_safe
def editorial_policy_page(request: HttpRequest) -> HttpResponse:
    """The house's own words, and the rules that hold today, read from the review policies themselves."""
    context = {"policy": policy_text(), "rules": review_rules(), "current": "policy"}
    return public_page(request, "public/editorial_policy.html", context)
