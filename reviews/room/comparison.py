"""What a section says to each kind of reader, beside what it said in an earlier edition: pure, for the review page.

Everything given out as HTML here is safe: stored texts are sanitised, the rest is escaped.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy

from articles.languages import SILENT
from articles.redline import Redline, redline, redline_line
from articles.site.presentation import present
from articles.words.audiences import LEFT_OUT, AudiencePlan
from articles.words.content import BASE, SectionContent, Wording
from reviews.room.looks import Looks, Readings

NEW, CHANGED, SAME, GONE = "new", "changed", "same", "gone"
TEXT_FOR_EVERYONE = gettext_lazy("Text for everyone")
LINES = {"question": "Question", "heading": "Heading", "summary": "Summary"}


@dataclass(frozen=True)
class Line:
    """A one-line part of a wording (heading, question, summary), as a redline where it changed."""

    label: str
    html: SafeString
    changed: bool


@dataclass(frozen=True)
class WordingReview:
    """One wording of a section as the board reads it. ``said`` tells in words what the marks cannot."""

    key: str
    label: str
    readers: tuple[str, ...]
    state: str
    said: str = ""
    lines: tuple[Line, ...] = ()
    html: str = ""
    looks: Looks = field(default_factory=Looks)
    language: str = SILENT

    @property
    def is_changed(self) -> bool:
        return self.state != SAME


@dataclass(frozen=True)
class Frame:
    """What a wording is read in: the audiences of the edition, whose wording each reads, the references' names, and the
    language."""

    audiences: tuple[AudiencePlan, ...]
    plan: Mapping[str, Mapping[str, str]]
    names: Mapping[str, str] = field(default_factory=dict)
    language: str = SILENT

    def label(self, key: str) -> str:
        if key == BASE:
            return TEXT_FOR_EVERYONE
        return next((audience.label for audience in self.audiences if audience.key == key), key)

    @property
    def labels(self) -> dict[str, str]:
        """What each audience calls itself."""
        return {audience.key: audience.label for audience in self.audiences}

    def name(self, key: str) -> str:
        """What people call a reference."""
        return self.names.get(key, key)

    def source(self, audience: str, section: str) -> str | None:
        """Whose wording of a section the audience reads; None if the edition does not offer this audience."""
        return self.plan.get(audience, {}).get(section)

    def readers_of(self, section: str, source: str) -> tuple[str, ...]:
        """The labels of all audiences that read this wording of the section."""
        return tuple(a.label for a in self.audiences if self.source(a.key, section) == source)

    def reads(self, audience: str, section: str) -> str:
        """What the audience reads of the section, in words."""
        source = self.source(audience, section)
        if source is None:
            return gettext("nothing, since this edition is not made for them")
        if source == LEFT_OUT:
            return gettext("nothing of this section")
        return (
            gettext("the text for everyone")
            if source == BASE
            else gettext("the wording “%(label)s”") % {"label": self.label(source)}
        )


def wordings_of(content: SectionContent, before: SectionContent | None, frame: Frame) -> list[WordingReview]:
    """Every wording that the section has or had, the text for everyone first, then in the order of the audiences."""
    own = set(content.wordings) | set(before.wordings if before else ())
    offered = [audience.key for audience in frame.audiences if audience.key in own]
    keys = [BASE, *offered, *sorted(own - set(offered))]
    return [_wording_review(key, content, before, frame) for key in keys]


def _wording_review(key: str, content: SectionContent, before: SectionContent | None, frame: Frame) -> WordingReview:
    new = _wording(content, key)
    old = _wording(before, key) if before else None
    shown, former = _words(new), _words(old)
    lines = tuple(_lines(shown, former, content.is_front, plain=before is None or old is None or old.left_out))
    found = _marked(shown, former, frame)
    state = _state(new, old, before, found.changed or any(line.changed for line in lines))
    readers = () if new is None or new.left_out else frame.readers_of(content.section, key)
    said = _said(key, content.section, new, old, before is not None, frame)
    cited = {name: f"#ref-{content.anchor}-{name}" for name in content.cited_keys()}
    html = present(found.html, frame.names, cited)
    looks = Readings(content, before, frame.audiences, dict(frame.names)).looks_at(key)
    return WordingReview(key, frame.label(key), readers, state, said, lines, html, looks, frame.language)


def _wording(content: SectionContent, key: str) -> Wording | None:
    return content.base if key == BASE else content.wordings.get(key)


def _words(wording: Wording | None) -> Wording | None:
    return None if wording is None or wording.left_out else wording


def _marked(shown: Wording | None, former: Wording | None, frame: Frame) -> Redline:
    """The redline. New words stand plainly, since all of them are new; words that go are marked as going."""
    if shown is not None and former is None:
        return Redline(shown.html, changed=True)
    if shown is None and former is None:
        return Redline("", changed=False)
    if shown is not None and shown.html == former.html:
        return Redline(shown.html, changed=False)
    return redline(former.html, shown.html if shown else "", name_citation=frame.name)


def _state(new: Wording | None, old: Wording | None, before: SectionContent | None, differs: bool) -> str:
    if before is None:
        return NEW
    if new is None:
        return GONE
    if old is None:
        return NEW
    if new.left_out and old.left_out:
        return SAME
    return CHANGED if differs or new.left_out != old.left_out else SAME


def _said(key: str, section: str, new: Wording | None, old: Wording | None, was_there: bool, frame: Frame) -> str:
    """What happened to this wording as a whole, for the reader who wonders why it stands there."""
    if new is None:
        who = (
            gettext("What was left out before is left out no longer")
            if old.left_out
            else gettext("This wording was removed")
        )
        return gettext("%(who)s: these readers now read %(reads)s.") % {"who": who, "reads": frame.reads(key, section)}
    if new.left_out:
        if not was_there:
            return gettext("The section is left out for these readers.")
        if old is None:
            return gettext("The section is now left out for these readers, who had no wording of their own.")
        return (
            gettext("The section is left out for these readers, as before.")
            if old.left_out
            else (gettext("The section is now left out for these readers. The words that go:"))
        )
    if not was_there:
        return ""
    if old is None:
        return gettext("New: until now these readers had no wording of their own here.")
    return gettext("New: until now the section was left out for these readers.") if old.left_out else ""


def _lines(shown: Wording | None, former: Wording | None, is_front: bool, *, plain: bool) -> Iterable[Line]:
    for name, label in LINES.items():
        new, old = (getattr(wording, name) if wording else "" for wording in (shown, former))
        if not new and not old:
            continue
        label = "Title" if is_front and name == "heading" else label
        if plain:
            yield Line(label, format_html("{}", new), False)
        else:
            found = redline_line(old, new)
            yield Line(label, mark_safe(found.html), found.changed)  # escaped by the redline


def moved_sections(now: list[str], before: list[str]) -> set[str]:
    """The fewest sections whose moving explains the new order: those outside the longest run that kept its order."""
    common = [section for section in now if section in set(before)]
    places = [before.index(section) for section in common]
    best: list[list[int]] = []
    for index, place in enumerate(places):
        runs = [run for run in best if places[run[-1]] < place]
        best.append([*max(runs, key=len, default=[]), index])
    kept = set(max(best, key=len, default=[]))
    return {section for index, section in enumerate(common) if index not in kept}
