"""What a remark of a file says as a comment: pure."""

from django.utils.translation import gettext as _

from .found import COMMENT, PROPOSAL, Found


def said(one: Found) -> str:
    """The words of the comment; a proposal needs none beside the words that it proposes."""
    if one.kind == COMMENT:
        return one.words
    if one.kind == PROPOSAL:
        return ""
    return named(one)


def named(one: Found) -> str:
    """A change that a person has to make, or to see, in one sentence with its words."""
    sentence = _SENTENCES.get(one.what, lambda: _("Changed: “%(words)s”"))()
    values = {"words": one.words, "old": one.old or one.words, "by": one.by or _("somebody without a name")}
    text = sentence % values
    if one.old and one.words != one.old and "%(old)s" not in sentence:
        text += " " + _("It stands in place of: “%(old)s”") % values
    return text


_SENTENCES = {
    "new-paragraph": lambda: _("A paragraph is begun here: “%(words)s”"),
    "new-cell": lambda: _("New in the table here: “%(words)s”"),
    "lines": lambda: _("Lines are written otherwise: “%(words)s”"),
    "raised": lambda: _("With raised or lowered signs, to be put in by hand: “%(words)s”"),
    "raised-otherwise": lambda: _("Signs are raised or lowered otherwise than before: “%(words)s”"),
    "citation": lambda: _("Citations are changed: “%(words)s”"),
    "citation-changed": lambda: _("The printed words of a citation were changed to: “%(words)s”"),
    "emptied": lambda: _("Taken out: “%(words)s”"),
    "filled": lambda: _("Written where nothing stood: “%(words)s”"),
    "cell-emptied": lambda: _("A table cell is emptied: “%(words)s”"),
    "paragraph-deleted": lambda: _("A paragraph is taken out: “%(words)s”"),
    "paragraph-missing": lambda: _("This no longer stands in the file, without a tracked change: “%(words)s”"),
    "section-missing": lambda: _("The section “%(words)s” no longer stands in the file"),
    "row-deleted": lambda: _("A table row is taken out: “%(words)s”"),
    "joined": lambda: _("The paragraph is joined with the next after “%(words)s”"),
    "moved": lambda: _("Stands in another place, without a tracked change: “%(words)s”"),
    "moved-away": lambda: _("Moved away from here: “%(words)s”"),
    "moved-here": lambda: _("Moved here: “%(words)s”"),
    "in-moved-words": lambda: _("Changed in words that %(by)s moves: “%(words)s”"),
    "taken-out-again": lambda: _("Taken out again of what %(by)s would put in: “%(words)s”"),
    "hand-in-new": lambda: _("Had a hand in what %(by)s would put in: “%(words)s”"),
    "printed-deleted": lambda: _("Words that we printed around the text are taken out: “%(words)s”"),
    "thing": lambda: _("Something that is no text: %(words)s"),
}
