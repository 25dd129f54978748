"""The one way in which words come into a version, whoever brings them."""

from collections.abc import Mapping

from django.utils.translation import gettext

from articles.text import clean, clean_line
from articles.words.content import Wording


def cleaned(wording: Wording, where: str) -> Wording:
    """A wording as it may be stored: sanitised and normalised by the one function for that."""
    if wording.left_out:
        return Wording(left_out=True)
    return Wording(
        heading=clean_line(wording.heading, where=gettext("%(where)s, heading") % {"where": where}),
        html=clean(wording.html, where=where).html,
        question=clean_line(wording.question, where=gettext("%(where)s, question") % {"where": where}),
        summary=clean_line(wording.summary, where=gettext("%(where)s, summary") % {"where": where}),
    )


def cleaned_all(wordings: Mapping[str, Wording], where: str) -> dict[str, Wording]:
    """Audience wordings as they may be stored; one that says nothing is no wording at all."""
    result = {key: cleaned(wording, f"{where}, {key}") for key, wording in wordings.items()}
    return {key: wording for key, wording in result.items() if wording.as_dict()}
