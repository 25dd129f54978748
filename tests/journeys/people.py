"""What people do in a browser: small verbs for the journeys. Each leaves the page where the person would be."""

from playwright.sync_api import Locator, Page, expect

from tests.builders import PASSWORD


def go_by(pressed: Locator) -> None:
    """Press a link or button that leads to a page, and wait until that page is there whole.

    A click alone returns before: what is counted or looked up next would be of the page before, or of half a page.
    """
    with pressed.page.expect_navigation():
        pressed.click()


def unfold(page: Page, title: str) -> None:
    """Open the one fold of the page whose title has these words: what is in it can be seen and used then."""
    page.locator("details:not([open]) > summary", has_text=title).click()


class Person:
    """Somebody at a browser of their own, signed in."""

    def __init__(self, page: Page, address: str, user):
        self.page, self.address, self.user = page, address, user
        user.set_password(PASSWORD)
        user.save()
        self.go("/accounts/login/")
        page.get_by_label("E-mail").fill(user.email)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        expect(page.get_by_text(user.display_name).first).to_be_visible()

    def go(self, path: str) -> Page:
        self.page.goto(f"{self.address}{path}")
        return self.page

    def press(self, name: str) -> None:
        go_by(self.page.get_by_role("main").get_by_role("button", name=name, exact=True).first)

    def follow(self, name: str) -> None:
        go_by(self.page.get_by_role("main").get_by_role("link", name=name, exact=True).first)

    def sees(self, text: str) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(text)


class Editor(Person):
    """Somebody at the desk."""

    def open_article(self, slug: str) -> None:
        self.go(f"/desk/articles/{slug}/")

    def import_file(self, name: str, content: bytes, mime: str) -> None:
        """Upload a file on the import page; leaves the preview open."""
        self.go("/desk/import/")
        self.page.locator("input[type=file]").first.set_input_files({"name": name, "mimeType": mime, "buffer": content})
        self.press("Read it")

    def create_from_preview(self, *, slug: str, summary: str, credentials: str) -> None:
        """Fill in what the file did not say, and make the draft."""
        self.page.get_by_label("Address").first.fill(slug)
        self.page.get_by_label("Summary").first.fill(summary)
        unfold(self.page, "People")
        person = self.page.locator("#people fieldset").first
        person.get_by_label("Credentials").fill(credentials)
        person.get_by_label("interests").fill("None declared.")
        self.press("Create the article")
        self.sees("Submit to the board")

    def add_wording(self, slug: str, anchor: str, audience: str, text: str) -> None:
        """Write an audience's own text for a section, and save."""
        self.go(f"/desk/articles/{slug}/sections/{anchor}/")
        self.page.get_by_role("tab", name=audience).click()
        panel = self.page.locator("[data-panel]:visible").first
        panel.locator(".ProseMirror").click()
        self.page.keyboard.type(text)
        self.press("Save")
        self.sees("Saved")

    def say_who(self, slug: str, name: str) -> None:
        """Answer the question that keeps a draft from being submitted: somebody named on it has no account here."""
        self.go(f"/desk/articles/{slug}/contributors/")
        self.follow(f"Change {name}")
        self.page.get_by_label("Who this is").select_option("none")
        self.press("Save")
        self.sees(name)

    def confirm_what_readers_get(self, slug: str) -> None:
        """Confirm, audience by audience, that they may read the text for everyone or that their words are right."""
        self.open_article(slug)
        confirm = self.page.locator("#submit button[formaction*='/confirm/']")
        while number := confirm.count():
            confirm.last.click()
            expect(confirm).not_to_have_count(number)

    def write(self, slug: str, anchor: str, text: str) -> None:
        """Put a new sentence before the text of a section, and save."""
        self.go(f"/desk/articles/{slug}/sections/{anchor}/")
        editor = self.page.locator(".ProseMirror").first
        editor.click()
        self.page.keyboard.press("Control+Home")
        self.page.keyboard.type(f"{text} ")
        self.press("Save")
        self.sees("Saved")

    def submit(self, slug: str) -> None:
        self.open_article(slug)
        go_by(self.page.get_by_role("button", name="Submit edition"))
        self.sees("Submitted")

    def take_back(self, slug: str) -> None:
        """The next draft opens at once."""
        self.open_article(slug)
        self.follow("Take it back")
        self.press("Take it back")
        self.sees("Submit to the board")

    def open_next(self, slug: str) -> None:
        self.open_article(slug)
        self.press("Open the next edition")
        self.sees("Submit to the board")


class Member(Person):
    """Somebody of the board."""

    def open_edition(self, slug: str, number: int) -> None:
        self.go(f"/review/{slug}/{number}/")

    def decide_all(self, verdict: str = "Approve") -> int:
        """Choose the same verdict for every section that waits, and sign them in one go; returns how many."""
        waiting = self.page.locator(".review-waits")
        count = waiting.count()
        for place in range(count):
            waiting.nth(place).get_by_role("radio", name=verdict).check()
        self.sign()
        return count

    def sign(self) -> None:
        """Sign what was chosen on the page."""
        go_by(self.page.locator("#signing [type=submit]").first)
        self.sees("Signed:")

    def approve(self, slug: str, number: int) -> None:
        self.go(f"/review/{slug}/{number}/approve/")
        self.press("Approve and sign")
        self.sees("Approved")
