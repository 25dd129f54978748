"""What the cleaning changed, told once for each kind of change."""

from editorial.shared.issues import Issue

_MESSAGES = {
    "dropped": "These were left out with everything in them: {names}.",
    "flattened": "These are not used here; their words were kept: {names}.",
    "script": "Instructions to the browser were removed: {names}.",
    "struck-text": "Struck-out words were kept as ordinary words: read them again ({names}).",
    "picture": "Pictures were left out: {names}.",
    "heading-level": "Headings inside a section have two levels; these were changed: {names}.",
    "link-dropped": "These links were removed, their words kept: {names}.",
    "callout-kind": "A callout must be a note, tip, warning or danger; these became ordinary paragraphs: {names}.",
    "bad-citation": "These citations name no valid reference key and stay unresolved: {names}.",
    "citation-text": "Words inside a citation were put after it: {names}.",
    "table-shape": "Words that stood in a table outside its cells were put before it: {names}.",
    "soft-hyphen": "Invisible soft hyphens were taken out.",
}
_MAX_NAMES = 8
_MAX_LENGTH = 60


class Notes:
    """Collects changes; gives one :class:`Issue` for each code, with the first few examples."""

    def __init__(self) -> None:
        self._names: dict[str, dict[str, None]] = {}

    def add(self, code: str, name: str = "") -> None:
        names = self._names.setdefault(code, {})
        if len(names) <= _MAX_NAMES:
            name = " ".join(name.split())
            names[name if len(name) <= _MAX_LENGTH else name[:_MAX_LENGTH] + "…"] = None

    def issues(self, where: str) -> list[Issue]:
        return [Issue(code, _MESSAGES[code].format(names=_listed(names)), where) for code, names in self._names.items()]


def _listed(names: dict[str, None]) -> str:
    shown = [name for name in names if name]
    more = ["…"] if len(shown) > _MAX_NAMES else []
    return ", ".join(shown[:_MAX_NAMES] + more)
