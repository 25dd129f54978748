"""The tag that every form has anyway, so that no form can be without what keeps its words."""

from django import template
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from editorial.accounts.kept import SEAL

register = template.Library()


@register.simple_tag(takes_context=True)
def csrf_token(context: Context) -> str:
    """Django's hidden field, and beside it, sealed, whose page the form stands in (see ``editorial.accounts.kept``)."""
    field, token = CsrfTokenNode().render(context), context.get("csrf_token")
    seal = getattr(token, "seal", "") if field else ""
    return field + format_html('<input type="hidden" name="{}" value="{}">', SEAL, seal) if seal else field
