"""Two versions of one section side by side, wording by wording: pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext, gettext_lazy

from articles.clinical import Comparison, compare
from articles.redline import Redline, redline, redline_line
from articles.words.content import SectionContent, Wording

EVERYONE = "Everyone"
LINES = {
    "question": gettext_lazy("The reader’s question"),
    "heading": gettext_lazy("Heading"),
    "summary": gettext_lazy("Summary"),
}


@dataclass(frozen=True)
class ChangedWording:
    """What became different in one wording. ``said`` tells what no mark can: that it was added or left out."""

    label: str
    said: str = ""
    lines: tuple[tuple[str, Redline], ...] = ()
    text: Redline | None = None
    substance: Comparison = field(default_factory=lambda: Comparison(()))


def changes_between(
    old: SectionContent, new: SectionContent, labels: Mapping[str, str], names: Mapping[str, str]
) -> list[ChangedWording]:
    """The wordings that differ, the text for everyone first; empty if the versions say the same. ``names`` are those
    of the references, by key."""
    before, after = dict(old.all_wordings()), dict(new.all_wordings())
    changed = [
        _changed(labels.get(key, key) if key else EVERYONE, before.get(key), after.get(key), names)
        for key in sorted({*before, *after})
        if before.get(key) != after.get(key)
    ]
    return [*changed, *_order(old, new)]


def _changed(label: str, old: Wording | None, new: Wording | None, names: Mapping[str, str]) -> ChangedWording:
    said = _said(old, new)
    substance = compare(
        *(None if one is None or one.left_out else one for one in (old, new)), name_citation=named(names)
    )
    old, new = old or Wording(), new or Wording()
    lines = tuple(
        (name, redline_line(getattr(old, part), getattr(new, part)))
        for part, name in LINES.items()
        if getattr(old, part) != getattr(new, part)
    )
    text = redline(old.html, new.html, name_citation=named(names)) if old.html != new.html else None
    return ChangedWording(label, said, lines, text, substance)


def named(names: Mapping[str, str]) -> Callable[[str], str]:
    """How a redline names a reference: as people do, or by its key."""
    return lambda key: names.get(key, key)


def _said(old: Wording | None, new: Wording | None) -> str:
    if old is None:
        return (
            gettext("Left out for these readers from here on.")
            if new.left_out
            else gettext("A wording of their own, new.")
        )
    if new is None:
        return gettext("No longer left out.") if old.left_out else gettext("No wording of their own any more.")
    if old.left_out != new.left_out:
        return gettext("Left out for these readers.") if new.left_out else gettext("No longer left out.")
    return ""


def _order(old: SectionContent, new: SectionContent) -> Iterable[ChangedWording]:
    """The front's outline: sections added, taken out or moved."""
    before, after = ([entry.anchor for entry in content.outline] for content in (old, new))
    if before == after:
        return
    added = [anchor for anchor in after if anchor not in before]
    gone = [anchor for anchor in before if anchor not in after]
    said = [
        gettext("Added: %(added)s.") % {"added": ", ".join(added)} if added else "",
        gettext("Removed: %(gone)s.") % {"gone": ", ".join(gone)} if gone else "",
        gettext("The order is different.") if not added and not gone else "",
    ]
    yield ChangedWording(gettext("Order of the sections"), " ".join(part for part in said if part))
