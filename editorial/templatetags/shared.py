"""Parts of a page that its sisters have too: rendered once for all that are composed together."""

from collections.abc import Hashable
from datetime import date
from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.loader_tags import IncludeNode, do_include
from django.utils.safestring import SafeString

register = template.Library()

RENDERED = "rendered"
"""The variable with what was rendered already, a dict: for pages that are composed together, in one language."""

_PLAIN = (str, int, date, type(None))


class ShareNode(template.Node):
    """Includes a template; or takes what it gave for the same values."""

    def __init__(self, include: IncludeNode):
        self.include = include

    def render(self, context: Context) -> SafeString:
        rendered: dict[Hashable, tuple[list[Any], SafeString]] | None = context.get(RENDERED)
        if rendered is None:
            return self.include.render(context)
        values = [value.resolve(context) for value in self.include.extra_context.values()]
        key = (self.include.template.token, *self.include.extra_context, *map(_named, values))
        if key not in rendered:
            rendered[key] = (values, self.include.render(context))  # kept, so that no other has its identity
        return rendered[key][1]


def _named(value: Any) -> Hashable:
    """Equal for values that render alike: by what it says, if it is plain; else by which object it is."""
    if isinstance(value, (list, tuple)):
        return (type(value), *map(_named, value))
    if isinstance(value, dict):
        return (dict, *((key, _named(one)) for key, one in value.items()))
    return (type(value), value if isinstance(value, _PLAIN) else id(value))


@register.tag
def share(parser: Parser, token: Token) -> ShareNode:
    """``{% share "_components/dates.html" with last_updated=day only %}``: ``include``, once for the pages of an
    article that are composed together. It must say ``only``: what else it showed would be another page's."""
    include = do_include(parser, token)
    if not include.isolated_context:
        raise template.TemplateSyntaxError("share must say “only”.")
    if parser.origin is not None:
        include.origin = parser.origin  # as the parser gives it to the nodes that it finds itself
    return ShareNode(include)
