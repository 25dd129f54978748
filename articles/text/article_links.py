"""Links in a stored text that lead to articles of this site, and addresses that could. Pure.

A link to an article is kept by its id, which never changes, and may name a section: ``data-article="…#treatment"``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape

from articles.text.inline import fold_spaces

_ADDRESS = re.compile(r'<a href="(https?://[^"]*)">')
_LINK = re.compile(r'<a data-article="([0-9a-f-]{36})(?:#([a-z0-9-]+))?">(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class ArticleLink:
    """A link to an article by its id, perhaps to one of its sections, and the words that it stands on."""

    article: str
    anchor: str
    words: str


def article_links(html: str) -> list[ArticleLink]:
    """The links to articles in a stored text, in their order."""
    return [
        ArticleLink(article, anchor, fold_spaces(unescape(_TAG.sub("", words))))
        for article, anchor, words in _LINK.findall(html)
    ]


def addresses_in(html: str) -> list[str]:
    """The web addresses that a stored text links to, each once."""
    return list(dict.fromkeys(unescape(address) for address in _ADDRESS.findall(html)))


def with_article_links(html: str, articles: Mapping[str, str]) -> str:
    """The text with links by id ("id" or "id#anchor") in place of these addresses; not canonical yet."""

    def link(match: re.Match[str]) -> str:
        article = articles.get(unescape(match[1]))
        return f'<a data-article="{escape(article)}">' if article else match[0]

    return _ADDRESS.sub(link, html)
