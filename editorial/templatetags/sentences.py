"""What pages need to be translated: sentences that stay whole; and the language and direction that a page is in."""

from django import template
from django.conf import settings
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi, to_locale

from articles.languages import direction, name_of
from editorial.shared.language import words_of_scripts

register = template.Library()


class CaptureNode(template.Node):
    """Renders what it holds into a variable, and nothing where it stands."""

    def __init__(self, nodelist: NodeList, name: str):
        self.nodelist, self.name = nodelist, name

    def render(self, context: Context) -> SafeString:
        context[self.name] = mark_safe(self.nodelist.render(context))  # escaped by the nodes that it comes from
        return SafeString("")


@register.tag
def capture(parser: Parser, token: Token) -> CaptureNode:
    """``{% capture names %}…{% endcapture %}``: a list of links, an icon or a clause as one variable.

    ``{% blocktranslate %}`` takes variables only. Without this a sentence with a list in it would be cut in two,
    and no translator could put the list where their language wants it.
    """
    parts = token.split_contents()
    if len(parts) != 2 or not parts[1].isidentifier():
        raise template.TemplateSyntaxError("capture takes the name of one variable.")
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return CaptureNode(nodelist, parts[1])


@register.simple_tag
def page_language() -> str:
    """The language that the page is written in, as HTML names it: “en-GB”."""
    return to_locale(get_language() or settings.LANGUAGE_CODE).replace("_", "-")


@register.simple_tag
def page_direction() -> str:
    """“rtl” where lines begin at the right. The stylesheets say start and end, never left and right."""
    return "rtl" if get_language_bidi() else "ltr"


@register.simple_tag
def words_language(tag: str) -> SafeString:
    """The attributes of an element that holds words of an article: its language and direction; nothing where these are
    the page's own."""
    if not tag or tag == page_language():
        return SafeString("")
    return format_html(' lang="{}" dir="{}"', tag, direction(tag))


@register.simple_tag
def language_name(tag: str) -> str:
    """What a language is called in the page's: “German”."""
    return name_of(tag)


@register.simple_tag
def script_words() -> str:
    """The translations that scripts look up (``words.js``), as data; nothing where there are none."""
    said = words_of_scripts(get_language() or settings.LANGUAGE_CODE)
    return json_script(said, "script-words") if said else ""
