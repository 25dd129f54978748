"""Where an audience's own wording does not say what the text for everyone says: doses, how often, limits, "not"."""

from collections.abc import Iterator
from html import escape

from django.utils.translation import gettext, gettext_lazy

from articles.checks.findings import Check, Context, Hit
from articles.checks.text import PARAGRAPH, Text, text_of
from articles.parity import LANGUAGES, Difference, compare_wording
from articles.words.content import Wording


def _with_summary(summary: str, html: str) -> str:
    return (f"<p>{escape(summary)}</p>" if summary.strip() else "") + html


def _summary_of(text: Text) -> str:
    """The summary among the lines before the text. A heading and a question only name what is said."""
    lines = text.sentences[: len(text.sentences) - len(text_of(Wording(html=text.html)).sentences)]
    return " ".join(one.text for one in lines if one.kind == PARAGRAPH)


def run(text: Text, context: Context) -> Iterator[Hit]:
    """One finding a difference. Nothing where there is no text for everyone beside the words, or where
    they are for readers with medical training: those are told more than everyone."""
    beside = context.beside
    if beside is None or beside.left_out or not context.is_lay:
        return
    source, wording = _with_summary(beside.summary, beside.html), _with_summary(_summary_of(text), text.html)
    for one in compare_wording(source, wording, language=context.language).differences:
        said = one.new if one.kind != "citation" and one.new in one.sentence else ""
        yield Hit((said,) if said else (), one.sentence, _message(one))


def _message(one: Difference) -> str:
    names = {"old": one.old, "new": one.new}
    if one.kind == "citation" and one.old:
        return gettext("The text for everyone cites [%(old)s] for this; here the citation is missing.") % names
    if one.kind == "citation":
        return gettext("The text for everyone does not cite [%(new)s] for this.") % names
    if one.old and one.new:
        return gettext("“%(new)s” here, “%(old)s” in the text for everyone.") % names
    if one.new:
        return gettext("“%(new)s” has no source in the text for everyone.") % names
    return gettext("The text for everyone says “%(old)s”; here it is missing.") % names


CHECK = Check(
    key="parity",
    label=gettext_lazy("Not as in the text for everyone"),
    why=gettext_lazy(
        "A wording may be simpler and shorter. Amounts that it keeps must agree, and a limit, a “not” or a citation"
        " that stands with them must stay."
    ),
    source=gettext_lazy("What the board signs is the same advice for every audience"),
    run=run,
    languages=frozenset(LANGUAGES),
)
