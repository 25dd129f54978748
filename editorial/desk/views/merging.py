"""Two texts of one section meet in the editor: two people's, or two editions'. What is joined, what is asked, what is
kept of what nobody chose.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy

from articles.clinical import compare
from articles.models import PendingMerge, SectionVersion
from articles.queries import Part
from articles.redline import redline, redline_line
from articles.site.presentation import present
from articles.text import plain_text
from articles.words.comparison import named
from articles.words.content import SectionContent, Wording, content_from_text
from articles.words.merges import (
    BASE,
    EMPTY,
    MERGED,
    MINE,
    MINE_FIRST,
    THEIRS,
    THEIRS_FIRST,
    WHOLE,
    Conflict,
    Merged,
    Why,
    merge,
)
from editorial.accounts.requests import SignedInRequest
from editorial.desk.editing import references_of, standings
from editorial.desk.forms.sections import initial_of, prefix_of
from editorial.scratch.actions import Pause, Place, keep_typed
from reviews.room.looks import Looks

CHOICE = "choice-"
"""Begins the name of a field that answers a question; the question's key follows."""
PART_LABELS: dict[str, Promise] = {
    "heading": gettext_lazy("Heading"),
    "html": gettext_lazy("Text"),
    "question": gettext_lazy("The reader’s question"),
    "summary": gettext_lazy("Summary"),
    "left_out": gettext_lazy("Left out"),
    WHOLE: gettext_lazy("All of this wording"),
}
WHY: dict[Why, Promise] = {
    Why.BOTH: gettext_lazy("Both changed this."),
    Why.REMOVED: gettext_lazy("One took this out, the other changed it."),
    Why.INSERTED: gettext_lazy("Both wrote something here."),
    Why.MOVED: gettext_lazy("One moved this, the other moved it elsewhere or took it out."),
    Why.COLUMNS: gettext_lazy("The columns of this table were changed, and the other changed it too."),
    Why.UNKNOWN: gettext_lazy("What both began with is not known."),
}
OFFER_LABELS: dict[str, Promise] = {
    MERGED: gettext_lazy("Both changes together"),
    MINE_FIRST: gettext_lazy("Both, mine first"),
    THEIRS_FIRST: gettext_lazy("Both, theirs first"),
}


@dataclass(frozen=True)
class Words:
    """What a section says in every wording, and the version that it was made from."""

    started: Any
    base: Wording
    wordings: Mapping[str, Wording]

    def fields(self) -> list[tuple[str, str]]:
        """As the editor's form would send them."""
        said = {"": self.base, **self.wordings}
        return [
            (f"{prefix_of(audience)}-{name}", "on" if value is True else value)
            for audience, wording in said.items()
            for name, value in {**initial_of(wording), "html": wording.html}.items()
            if value
        ]


@dataclass(frozen=True)
class Option:
    """One answer to a question, as it would read."""

    name: str
    label: str
    shown: SafeString | str
    is_chosen: bool
    looks: Looks | None = None


@dataclass(frozen=True)
class Asking:
    """A question on the page."""

    key: str
    audience: str
    part: str
    why: str
    options: list[Option]
    is_open: bool

    @property
    def name(self) -> str:
        return f"{CHOICE}{self.key}"


@dataclass(frozen=True)
class Meeting:
    """Two texts of a section, what they began with, and the answers given so far.

    ``part`` is what the draft says now; ``typed`` what the person who is here wrote; ``theirs`` the other side.
    """

    merged: Merged
    choices: Mapping[str, str]
    typed: Words
    part: Part
    theirs: SectionVersion
    began: SectionContent | None
    of_editions: bool = False
    sent: str = ""

    def words(self) -> Words:
        """Both sides' words by the answers."""
        said = self.merged.wordings(self.choices)
        base = said.pop("")
        started = self.typed.started if self.of_editions else self.part.version.pk
        return Words(started, base, {key: wording for key, wording in said.items() if wording.as_dict()})

    def is_asking(self, request: SignedInRequest) -> bool:
        return bool(self.merged.open(self.choices)) or (bool(self.merged.conflicts) and _all(request) != "")

    def needs_a_person(self, request: SignedInRequest) -> bool:
        """Whether it cannot be saved as it is: something is asked, somebody wants to write on, or what they say is
        right stands beside words that they have not seen."""
        if self.is_asking(request) or request.POST.get("then") == "edit":
            return True
        if self.of_editions or "deciding" in request.POST:
            return False
        pressed = any(request.POST.get(name) for name in ("still_right", "source_still_right", "doubt"))
        return pressed or self._is_beside_new_words()

    def _is_beside_new_words(self) -> bool:
        """Whether they changed the text for everyone while a wording was written beside it."""
        before = self.began.wordings if self.began else {}
        wrote = any(before.get(key) != wording for key, wording in self.typed.wordings.items())
        return wrote and any(audience == "" for audience, _ in self.merged.taken)

    def keep_what_was_not_taken(self, request: SignedInRequest) -> None:
        """Theirs is a version already. Yours, where you chose otherwise, is kept as what you typed and did not save."""
        if self.of_editions or not self.merged.loses_yours(self.choices):
            return
        sent = QueryDict(mutable=True)
        sent["base_version"] = str(self.typed.started or "")
        for name, value in self.typed.fields():
            sent[name] = value
        place = Place(request.path, request.path, self.part.content.base.heading or self.part.section.anchor)
        keep_typed(pause=Pause(f"merged.{token_hex(12)}", 1), place=place, sent=sent.urlencode(), by=request.user)

    # The page

    def page(self, request: SignedInRequest) -> dict[str, Any]:
        """What the page of the questions and the editor's notice show."""
        contents = [content_from_text(self.theirs.content), self.part.content, *([self.began] if self.began else [])]
        names = {one.row.key: one.name for one in references_of(contents)}
        labels = {standing.key: standing.label for standing in standings(self.part)}
        undecided = {conflict.key for conflict in self.merged.open(self.choices)}
        return {
            "meeting": self,
            "their_name": self.theirs.created_by.display_name,
            "their_version": self.theirs,
            "asked": [self._asking(one, labels, names, one.key in undecided) for one in self.merged.conflicts],
            "undecided": len(undecided) if "deciding" in request.POST and not _all(request) else 0,
            "joined": self._joined(labels, names),
            "near": [
                (labels.get(key, key), *(present(html, names) for html in pair)) for key, *pair in self.merged.near
            ],
            "fields": self.typed.fields(),
            "pasted": request.POST.getlist("pasted"),
            "sent": self.sent,
        }

    def _asking(self, conflict: Conflict, labels: Mapping[str, str], names: Mapping[str, str], is_open: bool) -> Asking:
        order = [MINE, THEIRS, *conflict.offers, BASE]
        options = [self._option(conflict, name, names) for name in order if name in conflict.says]
        label, part = labels.get(conflict.audience, conflict.audience), str(PART_LABELS[conflict.part])
        return Asking(conflict.key, label, part, str(WHY[conflict.why]), options, is_open)

    def _option(self, conflict: Conflict, name: str, names: Mapping[str, str]) -> Option:
        looks = _looks(conflict, name, names) if name in OFFER_LABELS else None
        shown = self._shown(conflict, name, names)
        return Option(name, self._label(name), shown, self.choices.get(conflict.key) == name, looks)

    def _label(self, name: str) -> str:
        if name in OFFER_LABELS:
            return str(OFFER_LABELS[name])
        if self.of_editions:
            said = {MINE: gettext("What readers have"), THEIRS: gettext("As it was set aside")}
        else:
            their_name = self.theirs.created_by.display_name
            said = {MINE: gettext("Mine"), THEIRS: gettext("As %(name)s has it") % {"name": their_name}}
        return said.get(name, gettext("As it was before both"))

    def _shown(self, conflict: Conflict, name: str, names: Mapping[str, str]) -> SafeString | str:
        said, was = conflict.says[name], conflict.says.get(BASE)
        if conflict.part == WHOLE:
            wording = self.merged.whole(conflict, name)
            if wording.left_out:
                return gettext("Left out for these readers.")
            return format_html("<p>{}</p>{}", wording.heading, present(wording.html, names))
        if conflict.part != "html":
            return present(redline_line(was or "", said).html, {}) if was is not None and name != BASE else said
        if was is None or name == BASE:
            return present(said, names)
        return present(redline(was, said, name_citation=named(names)).html, names)

    def _joined(self, labels: Mapping[str, str], names: Mapping[str, str]) -> list[tuple[str, str, SafeString | str]]:
        """What came from the other side without a question: how your words became the joined ones."""
        said = self.merged.wordings(dict.fromkeys(self.choices, MINE))
        typed = {"": self.typed.base, **self.typed.wordings}
        shown = []
        for audience, part in self.merged.taken:
            was, now = (getattr(texts.get(audience, Wording()), part) for texts in (typed, said))
            shown.append((labels.get(audience, audience), str(PART_LABELS[part]), _change(part, was, now, names)))
        return shown


def _change(part: str, was: Any, now: Any, names: Mapping[str, str]) -> SafeString | str:
    if part == "html":
        return present(redline(was, now, name_citation=named(names)).html, names)
    if part == "left_out":
        return gettext("Left out for these readers.") if now else gettext("No longer left out.")
    return present(redline_line(was, now).html, {})


def _looks(conflict: Conflict, name: str, names: Mapping[str, str]) -> Looks:
    """What of an offer could hurt somebody, against what both began with."""
    before, after = (
        replace(EMPTY, html=said) if conflict.part == "html" else replace(EMPTY, heading=said)
        for said in (conflict.says.get(BASE, ""), conflict.says[name])
    )
    return Looks.of(compare(before, after, name_citation=named(names)))


def _all(request: SignedInRequest) -> str:
    """Which side somebody wants everywhere."""
    side = request.POST.get("everywhere", "")
    return side if side in (MINE, THEIRS) else ""


def _choices(request: SignedInRequest, merged: Merged) -> dict[str, str]:
    everywhere = _all(request)
    found = {one.key: everywhere or request.POST.get(f"{CHOICE}{one.key}", "") for one in merged.conflicts}
    return {one.key: found[one.key] for one in merged.conflicts if found[one.key] in one.says}


def of_people(request: SignedInRequest, words: Words, now: Part) -> Meeting:
    """What somebody typed, and what somebody else saved meanwhile."""
    version = SectionVersion.objects.filter(section=now.section, pk=words.started).first()
    began = content_from_text(version.content) if version else None
    merged = merge(began, now.content, words.base, words.wordings)
    return Meeting(merged, _choices(request, merged), words, now, now.version, began)


def of_editions(request: SignedInRequest, pending: PendingMerge | None, words: Words, now: Part) -> Meeting | None:
    """The answers about an edition that was set aside, if the form has them; with what somebody else saved meanwhile,
    once all are given."""
    if pending is None or pending.waiting is None or request.POST.get("against") != str(pending.pk):
        return None
    meeting = _of_editions(request, pending, pending.waiting, words, now)
    if meeting.is_asking(request) or str(words.started) == str(now.version.pk):
        return meeting
    return of_people(request, meeting.words(), now)


def of_pending(request: SignedInRequest, pending: PendingMerge | None, now: Part) -> Meeting | None:
    """What readers have, and what was set aside for it, before anybody answered."""
    if pending is None or pending.waiting is None:
        return None
    words = Words(now.version.pk, now.content.base, now.content.wordings)
    return _of_editions(request, pending, pending.waiting, words, now)


def _of_editions(
    request: SignedInRequest, pending: PendingMerge, waiting: SectionVersion, words: Words, now: Part
) -> Meeting:
    began = content_from_text(pending.base.content) if pending.base else None
    merged = merge(began, content_from_text(waiting.content), words.base, words.wordings)
    choices = _choices(request, merged)
    return Meeting(merged, choices, words, now, waiting, began, of_editions=True, sent=str(pending.pk))


def tell_of(request: SignedInRequest, meeting: Meeting, version: SectionVersion, slug: str) -> None:
    """Say with whose words a save was joined, and where that and what was not chosen can be seen."""
    if meeting.of_editions:
        return
    theirs = meeting.theirs
    if meeting.merged.loses_yours(meeting.choices):
        said = gettext("What you typed and did not choose is kept among what you typed and did not save.")
        messages.info(request, said)
    if version.pk == theirs.pk:
        said = gettext("The section says what %(name)s saved as version %(number)s.")
        messages.success(request, said % {"name": theirs.created_by.display_name, "number": theirs.number})
        return
    history = reverse("desk:section_history", args=[slug, meeting.part.section.anchor])
    joined = gettext("Joined with what %(name)s saved at %(time)s (version %(number)s):") % {
        "name": theirs.created_by.display_name,
        "time": date_format(localtime(theirs.created_at), "H:i"),
        "number": theirs.number,
    }
    url = f"{history}?from={theirs.number}&to={version.number}"
    link = format_html('<a href="{}">{}</a>', url, gettext("see what changed"))
    messages.info(request, format_html("{} {}.", joined, link))
    for _, one, other in meeting.merged.near[:5]:
        said = gettext("Neighbours, one changed by each of you: read “%(theirs)s” and “%(mine)s” together.")
        messages.warning(request, said % {"theirs": _first_words(one), "mine": _first_words(other)})


def _first_words(html: str) -> str:
    text = plain_text(html).strip() or gettext("(taken out)")
    return text if len(text) <= 80 else text[:80].rsplit(" ", 1)[0] + "…"
