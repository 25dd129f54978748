"""The one way in which words come into a version, whoever brings them."""

from collections.abc import Mapping

from django.utils.translation import gettext

from articles.linked import articles_at
from articles.text import clean, clean_line
from articles.text.article_links import addresses_in, with_article_links
from articles.words.content import Wording
from editorial.accounts.models import User


def cleaned(wording: Wording, where: str, *, by: User) -> Wording:
    """A wording as it may be stored: sanitised and normalised by the one function for that, with links by id in place
    of addresses of articles on this site that ``by`` may know of."""
    if wording.left_out:
        return Wording(left_out=True)
    return Wording(
        heading=clean_line(wording.heading, where=gettext("%(where)s, heading") % {"where": where}),
        html=_linked(clean(wording.html, where=where).html, by),
        question=clean_line(wording.question, where=gettext("%(where)s, question") % {"where": where}),
        summary=clean_line(wording.summary, where=gettext("%(where)s, summary") % {"where": where}),
    )


def _linked(html: str, by: User) -> str:
    articles = articles_at(addresses_in(html), by)
    return clean(with_article_links(html, articles)).html if articles else html


def cleaned_all(wordings: Mapping[str, Wording], where: str, *, by: User) -> dict[str, Wording]:
    """Audience wordings as they may be stored; one that says nothing is no wording at all."""
    result = {key: cleaned(wording, f"{where}, {key}", by=by) for key, wording in wordings.items()}
    return {key: wording for key, wording in result.items() if wording.as_dict()}
