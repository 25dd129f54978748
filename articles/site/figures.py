"""Pictures and sound on the pages of the desk and the board, alone or beside what stood there before. Pure.

Pictures are compared by eye: one that took another's place stands beside it. What is said of them is words, and is
redlined as words are.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy

from articles.redline import redline_line
from articles.site.media import FrozenMedium, path_for_signed_in
from articles.words.content import SectionContent
from articles.words.media import BASE, PICTURE, PlacedMedium

NEW, CHANGED, SAME, GONE, REPLACED = "new", "changed", "same", "gone", "replaced"
SAID = {
    NEW: gettext_lazy("New"),
    CHANGED: gettext_lazy("What is said of it changed"),
    SAME: gettext_lazy("As before"),
    GONE: gettext_lazy("Taken out"),
    REPLACED: gettext_lazy("Replaced: first what stood here before, then what stands here now"),
}
ENOUGH = 700  # pixels of width for a page of the desk

Path = Callable[[str], str]


@dataclass(frozen=True)
class Figure:
    """One picture or sound, to be shown. ``url`` is a size for the page, ``whole`` the file itself."""

    file: str
    is_picture: bool
    url: str
    whole: str
    alt: str
    media_type: str
    width: int = 0
    height: int = 0
    seconds: int = 0


@dataclass(frozen=True)
class FigureLine:
    """Something that is said of it, as a redline where it changed."""

    label: str
    html: SafeString
    changed: bool = False


@dataclass(frozen=True)
class ComparedFigure:
    """A picture or sound of a section, beside the one that it replaced or with what it was said to be."""

    state: str
    now: Figure | None
    before: Figure | None
    lines: tuple[FigureLine, ...]
    moved: bool = False

    @property
    def said(self) -> str:
        if self.state == SAME and self.moved:
            return gettext("At another place")
        return str(SAID[self.state])

    @property
    def is_changed(self) -> bool:
        return self.state != SAME or self.moved

    @property
    def shown(self) -> list[Figure]:
        """What is to be seen, what stood here before first."""
        pair = [self.before, self.now] if self.state == REPLACED else [self.now or self.before]
        return [one for one in pair if one is not None]


def under(article: object) -> Path:
    """Addresses for those who are signed in."""
    return lambda digest: path_for_signed_in(str(article), digest)


def figures_of(
    content: SectionContent, media: Mapping[str, FrozenMedium], labels: Mapping[str, str], path: Path
) -> list[ComparedFigure]:
    """The pictures and sound of a section, compared with nothing."""
    return [
        ComparedFigure(SAME, _figure(one, media[one.file], path), None, tuple(_lines(one, None, labels)))
        for one in content.media
    ]


def compare_figures(
    old: SectionContent | None,
    new: SectionContent,
    media: Mapping[str, FrozenMedium],
    labels: Mapping[str, str],
    path: Path,
) -> list[ComparedFigure]:
    """Those of a section now and before, in today's order, then what was taken out. ``labels`` are the audiences';
    ``media`` has what is known of all of them."""
    pairs, gone = _paired(old.media if old else (), new.media)
    order = _moved(old.media if old else (), new.media)
    found = []
    for one, before in [*pairs, *((None, each) for each in gone)]:
        shown, former = (_figure(each, media[each.file], path) if each else None for each in (one, before))
        lines = tuple(_lines(one, before, labels))
        moved = one is not None and one.file in order
        found.append(ComparedFigure(_state(one, before), shown, former, lines, moved))
    return found


def _paired(
    old: Sequence[PlacedMedium], new: Sequence[PlacedMedium]
) -> tuple[list[tuple[PlacedMedium, PlacedMedium | None]], list[PlacedMedium]]:
    """Each of today's with itself before, or with the one in whose place it came; and those that only went."""
    had, has = {one.file: one for one in old}, {one.file for one in new}
    came = [one for one in new if one.file not in had]
    went = [one for one in old if one.file not in has]
    instead: dict[str, PlacedMedium] = {}
    for kind in ("picture", "audio"):
        pairs = zip([one for one in came if one.kind == kind], [one for one in went if one.kind == kind], strict=False)
        instead |= {one.file: other for one, other in pairs}
    taken = {one.file for one in instead.values()}
    pairs_now = [(one, had.get(one.file) or instead.get(one.file)) for one in new]
    return pairs_now, [one for one in went if one.file not in taken]


def _moved(old: Sequence[PlacedMedium], new: Sequence[PlacedMedium]) -> set[str]:
    """Those that stand in another order than before."""
    common = {one.file for one in old} & {one.file for one in new}
    before, now = ([one.file for one in some if one.file in common] for some in (old, new))
    return {one for one, other in zip_longest(before, now) if one != other}


def _state(one: PlacedMedium | None, before: PlacedMedium | None) -> str:
    if one is None:
        return GONE
    if before is None:
        return NEW
    if one.file != before.file:
        return REPLACED
    return SAME if one.as_dict() == before.as_dict() else CHANGED


def _figure(one: PlacedMedium, frozen: FrozenMedium, path: Path) -> Figure:
    return figure_of(one.file, frozen, path, alt=one.base.alt)


def figure_of(file: str, frozen: FrozenMedium, path: Path, *, alt: str = "") -> Figure:
    """A file as it is shown here."""
    fitting = [smaller for smaller in frozen.renditions if smaller.width >= ENOUGH] or list(frozen.renditions[-1:])
    return Figure(
        file=file,
        is_picture=frozen.kind == PICTURE,
        url=path(fitting[0].file if fitting else file),
        whole=path(file),
        alt=alt,
        media_type=frozen.media_type,
        width=frozen.width or 0,
        height=frozen.height or 0,
        seconds=frozen.seconds or 0,
    )


def lines_of(one: PlacedMedium, labels: Mapping[str, str]) -> Iterable[FigureLine]:
    """Everything that is said of it, in words."""
    return _lines(one, None, labels)


def _lines(one: PlacedMedium | None, before: PlacedMedium | None, labels: Mapping[str, str]) -> Iterable[FigureLine]:
    said, had = _said(one, labels), _said(before, labels)
    for label in dict.fromkeys([*said, *had]):
        new, old = said.get(label, ""), had.get(label, "")
        if before is None or one is None or new == old:
            yield FigureLine(label, format_html("{}", new or old))
        else:
            marked = redline_line(old, new)
            yield FigureLine(label, mark_safe(marked.html), marked.changed)  # escaped by the redline


def _said(one: PlacedMedium | None, labels: Mapping[str, str]) -> dict[str, str]:
    """Everything that is said of it, by what it is."""
    if one is None:
        return {}
    found: dict[str, str] = {}
    for key in sorted(one.words, key=lambda key: (key != BASE, key)):
        label = labels.get(key, key)
        names = {
            "caption": gettext("Caption") if key == BASE else gettext("Caption, “%(label)s”"),
            "alt": gettext("For those who do not see it")
            if key == BASE
            else gettext("For those who do not see it, “%(label)s”"),
        }
        found |= {names[part] % {"label": label}: text for part, text in one.words[key].as_dict().items()}
    rights = {gettext("Credit"): one.credit, gettext("Licence"): one.licence}
    return found | {label: text for label, text in rights.items() if text}
