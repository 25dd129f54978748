"""What the checks found in words, kept for every process of the site: an article of many sections is opened at once,
also by a process that has just begun. Nothing hangs on it: what is not kept is looked at again.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from django.core.cache import cache as shared
from django.utils.translation import get_language

from articles.checks import Check, Context, Report, report_on
from articles.words.content import SectionContent, Wording
from editorial.shared.canonical import sha256

KEPT = 24 * 60 * 60
"""Seconds. Whoever opens an article again the next day has it looked at again."""
RULES = ("checks", "clinical", "parity", "text", "words")
"""The folders on which a report depends beside the words: once one of their files is another, nothing kept is used."""

Asked = tuple[SectionContent, Wording, Context]


def reports_of(texts: Sequence[Asked], checks: tuple[Check, ...] | None = None) -> list[Report]:
    """:func:`articles.checks.report_on` of each text, in their order."""
    keys = [_key(*text, checks) for text in texts]
    kept = shared.get_many(keys)
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in kept}
    found = {key: report_on(*text, checks=checks) for key, text in missing.items()}
    if found:
        shared.set_many(found, KEPT)
    return [kept[key] if key in kept else found[key] for key in keys]


def _key(content: SectionContent, wording: Wording, context: Context, checks: tuple[Check, ...] | None) -> str:
    """Of everything that a report depends on. Sets are put in order: their own is another in each process."""
    told = {name: sorted(value) if isinstance(value, frozenset) else value for name, value in vars(context).items()}
    which = None if checks is None else [check.key for check in checks]
    said = repr((content.section, content.anchor, wording, told, which, get_language(), _rules()))
    return f"report:{sha256(said)}"


@cache
def _rules() -> str:
    """The rules by which words are checked, as this process has them."""
    here = Path(__file__).parent
    folders = [sorted((here / folder).rglob("*")) for folder in RULES]
    files = (path for folder in folders for path in folder if path.suffix in (".py", ".txt", ".csv"))
    return sha256("".join(sha256(path.read_text(encoding="utf-8")) for path in files))
