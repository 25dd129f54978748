"""Writes what goes out of an edition as one web page that needs nothing else: the same as the Word file, to be read.

Pure. The article's own text is sanitised before it is stored and stands as it is; everything else is escaped.
"""

import re
from base64 import b64encode
from html import escape

from django.utils.translation import gettext

from articles.exchange.outgoing import Numbers, Outgoing, OutMedium, OutSection, OutWording, printed
from articles.languages import direction
from articles.text import CitationMark, replace_citation_groups

_ARTICLE = re.compile(r'<a data-article="([0-9a-f-]{36})((?:#[a-z0-9-]+)?)">')
_LOOK = """
body { font: 1.0625rem/1.6 system-ui, sans-serif; color: #1b1f24; margin: 0 auto; padding: 2rem 1rem;
  max-inline-size: 44rem }
h1, h2, h3, h4 { line-height: 1.25; margin-block: 1.6em .4em }
table { border-collapse: collapse; margin-block: 1em }
th, td { border: 1px solid #c3ccd6; padding: .3em .6em; text-align: start }
aside, blockquote { margin: 1em 0; padding: .2em 1em; border-inline-start: 3px solid #5b6b7b; background: #f4f6f8 }
figure { margin: 1.2em 0 }
img { max-width: 100%; height: auto }
figcaption, .recording { color: #5b6b7b; font-size: .9em }
.state { color: #5b6b7b }
.label { background: #efecf6; border-inline-start: 4px solid #5b4b8a; padding: .2em .6em; font-weight: 600 }
"""


def write_html(out: Outgoing) -> str:
    """The page. Equal words make equal pages."""
    numbers = Numbers()
    inner = "\n".join(_section(number, section, out, numbers) for number, section in enumerate(out.sections, 1))
    state = gettext("Edition %(number)d · %(state)s") % {"number": out.origin.number, "state": out.state}
    language = f'lang="{escape(out.language)}" dir="{direction(out.language)}"'
    return (
        f'<!DOCTYPE html>\n<html {language}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(out.title)}</title>\n'
        f'<style>{_LOOK}</style>\n</head>\n<body>\n<header><p class="state">{escape(state)}</p></header>\n'
        f"<main>\n{inner}\n{_references(out, numbers)}</main>\n</body>\n</html>\n"
    )


def _section(number: int, section: OutSection, out: Outgoing, numbers: Numbers) -> str:
    base, *others = section.wordings
    level = "h1" if section.is_front else "h2"
    parts = [f"<{level}>{escape(base.heading)}</{level}>", _label(base) if others else "", _said(base, out, numbers)]
    for wording in others:
        own = f'<p class="own-heading"><strong>{escape(wording.heading)}</strong></p>' if wording.heading else ""
        parts += [_label(wording), own, _said(wording, out, numbers)]
    parts += [_medium(one) for one in section.media]
    return f'<section id="section-{number}">\n' + "\n".join(part for part in parts if part) + "\n</section>"


def _medium(one: OutMedium) -> str:
    """A picture inside the page, or what is said of a recording."""
    said = "<br>".join(escape(line) for line in one.said)
    if not one.data:
        return f'<p class="recording">{said}</p>'
    source = f"data:{one.media_type};base64,{b64encode(one.data).decode()}"
    size = f'width="{one.width}" height="{one.height}"'
    return f'<figure><img src="{source}" {size} alt="{escape(one.alt)}"><figcaption>{said}</figcaption></figure>'


def _label(wording: OutWording) -> str:
    words = wording.label
    if wording.left_out:
        words = gettext("%(who)s: left out. These readers do not get this section.") % {"who": wording.label}
    return f'<p class="label">{escape(words)}</p>'


def _said(wording: OutWording, out: Outgoing, numbers: Numbers) -> str:
    lines = [f"<p>{escape(line)}</p>" for line in (wording.question, wording.summary) if line]
    html = replace_citation_groups(wording.html, lambda marks: _citations(tuple(marks), numbers))
    return "\n".join(
        [*lines, _ARTICLE.sub(lambda match: f'<a href="{escape(out.link_of(match[1]))}{match[2]}">', html)]
    )


def _citations(marks: tuple[CitationMark, ...], numbers: Numbers) -> str:
    return "".join(
        f'<a href="#ref-{number}">{words}</a>' if number else escape(words) for words, number in printed(marks, numbers)
    )


def _references(out: Outgoing, numbers: Numbers) -> str:
    if not numbers.of:
        return ""
    items = [_entry(key, number, out) for key, number in numbers.of.items()]
    return f"<section>\n<h2>{escape(gettext('References'))}</h2>\n<ol>\n{''.join(items)}</ol>\n</section>\n"


def _entry(key: str, number: int, out: Outgoing) -> str:
    reference = out.references[key]
    said = " · ".join(filter(None, (reference.kind, reference.standing)))
    return f'<li id="ref-{number}">{reference.html} <small>{escape(said)}</small></li>\n'
