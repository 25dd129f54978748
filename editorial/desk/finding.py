"""One search for who works here: pages, articles, sections, references, people. Reads; every kind is asked for through
the door that its own pages have, so that nothing is found that the person could not open."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from articles.enums import OPEN_STATES, WITH_BOARD_STATES, ArticleKind, EditionState, SectionKind
from articles.headings import begins_in, folded_words, versions_headed, versions_titled
from articles.models import Edition, Pin
from articles.permissions import may_keep_plain_words, may_keep_templates, may_write
from articles.queries import titles_of_each, visible_to
from editorial.accounts.models import User
from editorial.accounts.roles import is_administrator, is_editor
from editorial.desk.passages import begins_passages
from editorial.desk.sets import sees_sets
from references.enums import Standing
from references.library.entries import at_a_glance
from references.library.picker import pick
from references.permissions import may_use_library
from reviews.models import BoardMember
from reviews.rules.permissions import is_board_member, leads_a_board
from reviews.rules.queries import boards_sat_on, editions_of_boards

MOST_TEXT = 200
"""So many characters of what was typed are read."""
MOST_HEADINGS = 300
"""So many titles, and so many headings, that hold the words are looked at: who means another one types more of it."""
SHOWN = 20
"""Of each kind."""
State = EditionState


@dataclass(frozen=True)
class Hit:
    """One thing that was found: what it is called, where it is, a word about it, and a state that warns or tells."""

    label: str
    url: str
    text: str = ""
    state: str = ""
    state_label: str = ""
    language: str = ""


@dataclass(frozen=True)
class Group:
    """What was found of one kind, the likeliest first; ``is_cut`` says that there may be more."""

    key: str
    title: str
    hits: list[Hit]
    is_cut: bool = False


def works_here(user: User) -> bool:
    """Whether there is anything of theirs to find: editors, administrators and members of a board."""
    return is_editor(user) or is_administrator(user) or is_board_member(user)


def find(user: User, text: str) -> list[Group]:
    """What ``text`` may mean, by kind; kinds of which nothing was found are left out. Nothing typed finds the pages.

    The number of queries depends neither on how much there is nor on how much is found.
    """
    typed = text[:MOST_TEXT].replace("\x00", "")
    words = folded_words(typed)
    groups = [_places(user, words)]
    if words:
        groups += [*_headed(user, words), _references(user, typed), _people(user, words)]
    return [group for group in groups if group.hits or group.is_cut]


# ── Pages and what can be begun there ──────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Roles:
    """What the pages ask of whoever is there, each once."""

    user: User

    @cached_property
    def on_board(self) -> bool:
        return is_board_member(self.user)

    @cached_property
    def leads(self) -> bool:
        return leads_a_board(self.user)


@dataclass(frozen=True)
class _Place:
    label: str | Promise
    name: str
    whose: Callable[[_Roles], bool]
    also: str | Promise = ""


def _anybodys(roles: _Roles) -> bool:
    return True


def _of(rule: Callable[[User], bool]) -> Callable[[_Roles], bool]:
    return lambda roles: rule(roles.user)


def _on_board(roles: _Roles) -> bool:
    return roles.on_board


def _leading(roles: _Roles) -> bool:
    return roles.leads


def _asked_of_evidence(roles: _Roles) -> bool:
    return may_use_library(roles.user) or roles.on_board


PLACES = (
    _Place(gettext_lazy("My work"), "my_work", _anybodys),
    _Place(gettext_lazy("Articles"), "desk:home", _of(is_editor)),
    _Place(gettext_lazy("Begin a new article"), "desk:new_article", _of(may_write), gettext_lazy("write add")),
    _Place(gettext_lazy("Import an article"), "import", _of(may_write), gettext_lazy("Word file, upload, paste")),
    _Place(gettext_lazy("Passages"), "desk:passages", _of(begins_passages)),
    _Place(gettext_lazy("Sets"), "sets:list", _of(sees_sets), gettext_lazy("editions that go live together")),
    _Place(gettext_lazy("Questions of readers"), "desk:questions", _of(is_editor)),
    _Place(gettext_lazy("Plain words"), "desk:plain_words", _of(may_keep_plain_words), gettext_lazy("jargon, table")),
    _Place(gettext_lazy("References"), "references:list", _of(may_use_library), gettext_lazy("library, sources")),
    _Place(gettext_lazy("Add a reference"), "references:new", _of(may_use_library), gettext_lazy("DOI, PubMed, new")),
    _Place(gettext_lazy("Import references"), "references:import", _of(may_use_library), gettext_lazy("RIS, BibTeX")),
    _Place(gettext_lazy("Duplicates in the library"), "references:duplicates", _of(may_use_library)),
    _Place(
        gettext_lazy("What sources say of works"),
        "references:standings",
        _of(may_use_library),
        gettext_lazy("retractions"),
    ),
    _Place(gettext_lazy("Evidence"), "desk:evidence", _of(may_use_library), gettext_lazy("retracted, standing")),
    _Place(gettext_lazy("Alarms"), "evidence:alarms", _asked_of_evidence, gettext_lazy("evidence, retracted")),
    _Place(gettext_lazy("Reviews"), "review:queue", _on_board, gettext_lazy("sign, queue")),
    _Place(gettext_lazy("Board"), "chair:dashboard", _leading, gettext_lazy("chair, assign, approve")),
    _Place(gettext_lazy("Reviews that fall due"), "chair:due", _leading, gettext_lazy("renew, calendar")),
    _Place(gettext_lazy("Templates of articles"), "desk:templates", _of(may_keep_templates)),
    _Place(gettext_lazy("Administration"), "admin:index", _of(is_administrator), gettext_lazy("people, settings")),
    _Place(gettext_lazy("Notices"), "notices", _anybodys),
    _Place(
        gettext_lazy("Which notices are mailed"), "notice_preferences", _anybodys, gettext_lazy("mail, preferences")
    ),
    _Place(gettext_lazy("Your profile"), "profile:own", _anybodys, gettext_lazy("photograph, name")),
    _Place(gettext_lazy("Your interests"), "profile:interests", _on_board, gettext_lazy("declare")),
    _Place(gettext_lazy("What you had typed"), "typed", _anybodys, gettext_lazy("unsaved, kept")),
)


def _places(user: User, words: list[str]) -> Group:
    roles = _Roles(user)
    meant = [place for place in PLACES if begins_in(words, f"{place.label} {place.also}")]
    hits = [Hit(str(place.label), reverse(place.name)) for place in meant if place.whose(roles)]
    return Group("pages", gettext("Pages"), hits)


# ── Articles and their sections ────────────────────────────────────────────────────────────────────────────────


ASKED_STATES = (*OPEN_STATES, State.PUBLISHED)
OWN, BOARDS, READERS = range(3)
_PIN = (
    "version_id",
    "section_id",
    "section__anchor",
    "section__kind",
    "edition_id",
    "edition__number",
    "edition__state",
    "edition__article_id",
    "edition__article__slug",
    "edition__article__kind",
    "edition__article__language",
)


@dataclass(frozen=True)
class _Stands:
    """A section in an edition, as its pin says."""

    version: UUID
    section: UUID
    anchor: str
    part: str
    edition: UUID
    number: int
    state: str
    article: UUID
    slug: str
    kind: str
    language: str

    @property
    def is_title(self) -> bool:
        return self.part == SectionKind.FRONT

    @property
    def has_readers(self) -> bool:
        return self.state == State.PUBLISHED and self.kind == ArticleKind.ARTICLE


@dataclass(frozen=True)
class _Headed:
    """A title or a heading in an edition, as far as the user may see it: ``place`` says where they go on with it, the
    best of them first (their own work, their board's, what readers have)."""

    stands: _Stands
    heading: str
    place: int

    @property
    def key(self) -> tuple[int, int]:
        """Of several editions the likeliest is shown: where it can be gone on with; of these, the newest."""
        return self.place, -self.stands.number

    def rank(self, words: list[str]) -> tuple[Any, ...]:
        """Those that begin so first, then by whose they are, then the shortest."""
        said = folded_words(self.heading)
        begins = bool(said and said[0].startswith(words[0]))
        return not begins, self.place, len(said), self.heading, self.stands.section

    def hit(self, title: str = "") -> Hit:
        here = self.stands
        return Hit(
            self.heading or here.slug, self._url(), title, here.state, str(State(here.state).label), here.language
        )

    def _url(self) -> str:
        here, is_title = self.stands, self.stands.is_title
        if self.place == OWN and not is_title and here.state == State.DRAFT:
            return reverse("desk:section", args=[here.slug, here.anchor])
        if self.place == OWN:
            return reverse("desk:article", args=[here.slug])
        if self.place == BOARDS:
            url = reverse("review:edition", args=[here.slug, here.number])
            return url if is_title else f"{url}#section-{here.anchor}"
        return f"/articles/{here.slug}/" if is_title else f"/articles/{here.slug}/#{here.anchor}"


def _headed(user: User, words: list[str]) -> list[Group]:
    """Articles whose title, and sections whose heading has the words: what readers have, what the user works on, and
    what a board of theirs has before it."""
    titles = versions_titled(words, ASKED_STATES, MOST_HEADINGS)
    headings = versions_headed(words, ASKED_STATES, MOST_HEADINGS)
    found = sorted(_seen(user, titles | headings), key=lambda one: one.rank(words))
    articles = [one for one in found if one.stands.is_title]
    sections = [one for one in found if not one.stands.is_title]
    named = titles_of_each(Edition(pk=one.stands.edition) for one in sections[:SHOWN])
    return [
        Group(
            "articles",
            gettext("Articles"),
            [one.hit() for one in articles[:SHOWN]],
            len(titles) == MOST_HEADINGS or len(articles) > SHOWN,
        ),
        Group(
            "sections",
            gettext("Sections"),
            [one.hit(named.get(one.stands.edition, "")) for one in sections[:SHOWN]],
            len(headings) == MOST_HEADINGS or len(sections) > SHOWN,
        ),
    ]


def _seen(user: User, versions: dict[UUID, str]) -> list[_Headed]:
    """Where these versions stand and the user may read them, each section once."""
    if not versions:
        return []
    pins = Pin.objects.filter(version__in=list(versions), edition__state__in=ASKED_STATES)
    rows = [_Stands(*row) for row in pins.order_by().values_list(*_PIN)]
    works_on = set(visible_to(user).filter(pk__in={row.article for row in rows}).values_list("pk", flat=True))
    others = {row.edition for row in rows if row.article not in works_on and row.state in WITH_BOARD_STATES}
    ours = editions_of_boards(boards_sat_on(user)).filter(submitted_at__isnull=False, pk__in=others)
    judged = set(ours.order_by().values_list("pk", flat=True))
    best: dict[UUID, _Headed] = {}
    for row in rows:
        place = OWN if row.article in works_on else BOARDS if row.edition in judged else READERS
        if place == READERS and not row.has_readers:
            continue
        one = _Headed(row, versions[row.version], place)
        best[row.section] = min(best.get(row.section, one), one, key=lambda each: each.key)
    return list(best.values())


# ── References and people ──────────────────────────────────────────────────────────────────────────────────────


def _references(user: User, typed: str) -> Group:
    """Works of the library, as its own search finds them; nothing for who may not use it."""
    hits = []
    for reference in pick(user, typed) if may_use_library(user) else ():
        shown = at_a_glance(reference.csl)
        state = "" if reference.standing == Standing.GOOD else reference.standing
        label = reference.get_standing_display() if state else ""
        text = ", ".join(filter(None, (shown.name, shown.source)))
        hits.append(Hit(shown.title, reverse("references:detail", args=[reference.key]), text, state, label))
    return Group("references", gettext("References"), hits[:SHOWN], len(hits) >= SHOWN)


def _people(user: User, words: list[str]) -> Group:
    """Who sits on a board, as everybody may know; for administrators all accounts."""
    known = User.objects.all() if is_administrator(user) else User.objects.filter(board_terms__in=_terms())
    names = known.order_by("display_name", "pk").distinct().values_list("pk", "display_name")
    hits = [Hit(name, _page_of(user, pk)) for pk, name in names if begins_in(words, name)]
    return Group("people", gettext("People"), hits[:SHOWN], len(hits) > SHOWN)


def _terms() -> QuerySet[BoardMember]:
    return BoardMember.objects.running()


def _page_of(user: User, person: UUID) -> str:
    return reverse("profile:of", args=[person]) if is_administrator(user) else "/board/"
