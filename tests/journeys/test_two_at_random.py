"""Two people type, save, lose the network and their windows in any order: each typed sentence is found again."""

from dataclasses import dataclass, field
from random import Random
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Error, expect

from articles.actions import add_collaborator
from articles.models import Edition, SectionVersion
from editorial.scratch.models import ScratchCopy
from tests.builders import article_of, make_draft, make_editor
from tests.editorial.desk.test_two_editors import save
from tests.journeys.people import Editor
from tests.properties import times
from tests.waiting import comes_to_be

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

BEGAN = "".join(f"<p>Paragraph {name} says this.</p>" for name in ("one", "two", "three"))
PAUSE = 500  # milliseconds: the browser keeps what was typed at the first pause, which is shorter
STEPS = 14


@dataclass
class Typist:
    """Somebody at the section, who goes on after whatever happened."""

    person: Editor
    address: str
    chance: Random
    typed: list[str] = field(default_factory=list)
    is_offline: bool = False

    def open(self) -> None:
        """The section in a new window, with the network there; what is offered is put back now and then."""
        self.connect()
        context = self.person.page.context
        self.person.page.close(run_before_unload=False)
        self.person.page = context.new_page()
        self.person.go(self.address)
        expect(self.surface).to_be_visible()
        back = self.person.page.get_by_role("link", name="Put it back into the form")
        if self.chance.random() < 0.5 and back.count():
            with self.person.page.expect_navigation():
                back.first.click()

    @property
    def surface(self):
        return self.person.page.locator("#wording-everyone .ProseMirror")

    def connect(self, *, offline: bool = False) -> None:
        self.is_offline = offline
        self.person.page.context.set_offline(offline)

    def type(self) -> None:
        # One word: "End" goes to the end of a line, which may lie within a paragraph, and between two of its words.
        words = f" {self.person.user.display_name}Sentence{len(self.typed)}."
        self.surface.click()
        keys = self.person.page.keyboard
        keys.press("Control+Home")
        for _ in range(self.chance.randrange(3)):
            keys.press("ArrowDown")
        keys.press("End")
        keys.type(words)
        self.person.page.wait_for_timeout(PAUSE)
        self.typed.append(words.strip())

    def save(self) -> None:
        page = self.person.page
        self.surface.click()
        try:
            with page.expect_navigation():
                page.keyboard.press("Control+s") if self.chance.random() < 0.5 else self._button().click()
        except Error:
            if not self.is_offline:
                raise
        if self.is_offline:
            self.open()
        else:
            self.answer()

    def _button(self):
        return self.person.page.get_by_role("main").get_by_role("button", name="Save", exact=True).first

    def answer(self) -> None:
        """What both changed is asked: mine, theirs, both or as it was, whatever comes."""
        page = self.person.page
        groups = page.locator("form.meeting [role=group], form.meeting fieldset")
        if not groups.count() or self.chance.random() < 0.2:  # or the window goes before they answer
            return
        for group in groups.all():
            options = group.get_by_role("radio")
            options.nth(self.chance.randrange(options.count())).check()
        self.person.press("Save these words")
        expect(page.get_by_role("heading").first).to_be_visible()

    def step(self) -> None:
        does = self.chance.choices(("type", "save", "lose", "find", "close"), (6, 3, 1, 1, 2))[0]
        if self.surface.count() == 0:
            self.open()
        match does:
            case "type":
                self.type()
            case "save":
                self.save()
            case "lose":
                self.connect(offline=True)
            case "find":
                self.connect()
            case "close":
                self.open()


def found_again(edition: Edition) -> str:
    """All that the product has: every version of the section, and what is typed and not saved."""
    versions = SectionVersion.objects.filter(section__article=edition.article_id).values_list("content", flat=True)
    copies = ScratchCopy.objects.values_list("sent", flat=True)
    return " ".join([*map(str, versions), *(words for copy in copies for _, words in parse_qsl(copy))])


@pytest.mark.parametrize("seed", range(3 * times()))
def test_every_sentence_is_found_again(open_as, seed):
    chance = Random(seed)
    owner, other = make_editor("Owner"), make_editor("Second")
    edition = make_draft(by=owner)
    add_collaborator(article=article_of(edition), user=other, by=owner)
    save(edition, BEGAN, by=owner)
    address = f"/desk/articles/{article_of(edition).slug}/sections/part-1/"
    both = [Typist(open_as(Editor, person), address, chance) for person in (owner, other)]
    for typist in both:
        typist.open()

    for _ in range(STEPS):
        chance.choice(both).step()
    for typist in both:
        typist.open()
        assert comes_to_be(typist.person.page, "Object.keys(localStorage).length", 0)

    has = found_again(edition)
    typed = [words for typist in both for words in typist.typed]
    assert [words for words in typed if words not in has] == []
    assert len(typed) >= 3
