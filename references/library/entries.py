"""A reference in a list of many: its title, who wrote it and where it stood, read from the record at a glance. Pure.

The entry in full, by a citation style, takes some thousandths of a second each: it stands on the reference's own page.
"""

from dataclasses import dataclass

from references.summary import UNTITLED, container_of, names_of, short_name, title_of, year_of
from references.text import plain

MOST_NAMES = 3


@dataclass(frozen=True)
class Glance:
    """Plain text, not HTML. ``people`` has no full stop: ". " stands between it and ``source``."""

    name: str
    title: str
    people: str
    source: str


def at_a_glance(csl: dict) -> Glance:
    """What a list shows of a record."""
    names = names_of(csl)
    people = ", ".join(names[:MOST_NAMES]).removesuffix(".") + (" et al" if len(names) > MOST_NAMES else "")
    return Glance(short_name(csl), title_of(csl) or UNTITLED, people, _source(csl))


def _source(csl: dict) -> str:
    """ "N Engl J Med 2005; 352 (11): 1112-20"."""
    where = plain(csl.get("container-title-short") or "") or container_of(csl) or plain(csl.get("publisher") or "")
    volume = csl.get("volume", "") + (f" ({csl['issue']})" if csl.get("issue") else "")
    inside = ": ".join(filter(None, (volume, csl.get("page", ""))))
    return "; ".join(filter(None, (" ".join(filter(None, (where, str(year_of(csl) or "")))), inside)))
