"""Takes the pictures that the documents show, with the machine's own Chromium, and puts them into docs/images.

Run by script/screenshots. Signs in as the sample people and looks; for the picture of the editor it opens a draft,
and discards it.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
PASSWORD = "imprimatur-sample"  # noqa: S105  printed for everybody by script/server
LARGEST = 300_000  # bytes of one picture
SIGNED, PENDING = "muscle-twitches-ssris", "muscle-twitching-anxiety"


@dataclass(frozen=True)
class Shot:
    """One picture: who looks at which address, from which part of the page downwards."""

    name: str
    path: str
    who: str = ""
    top: str = ""
    height: int = 900
    draft: bool = False


SHOTS = (
    Shot("article", f"/articles/{SIGNED}/", height=985),
    Shot("article-clinician", f"/articles/{SIGNED}/for/clinician/", top="[data-audience-choice]", height=760),
    Shot("review", f"/review/{SIGNED}/2/", who="chair", top="#section-when-to-get-help", height=1000),
    Shot(
        "review-decision",
        f"/review/{PENDING}/1/",
        who="pharmacist",
        top="#section-caffeine .review-evidence",
        height=1000,
    ),
    Shot("desk", "/desk/", who="editor", height=560),
    Shot(
        "section-editor",
        f"/desk/articles/{SIGNED}/sections/when-to-get-help/",
        who="editor",
        height=960,
        draft=True,
    ),
)


def main(address: str) -> None:
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"], args=["--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        )
        for shot in SHOTS:
            take(browser, address.rstrip("/"), shot)
        browser.close()


def take(browser: Browser, address: str, shot: Shot) -> None:
    """One picture, in a browser that knows nobody yet."""
    context = browser.new_context(viewport={"width": 1280, "height": shot.height}, color_scheme="light")
    page = context.new_page()
    if shot.who:
        sign_in(page, address, shot.who)
    if shot.draft:
        press(page, f"{address}/desk/articles/{SIGNED}/", "/open/")
    answer = page.goto(f"{address}{shot.path}")
    if answer is None or not answer.ok:
        sys.exit(f"{shot.path} answered {answer.status if answer else 'nothing'}: is the sample content there?")
    if shot.top:
        page.locator(shot.top).first.evaluate("part => window.scrollTo(0, part.getBoundingClientRect().top - 24)")
    page.wait_for_timeout(500)  # what moves into its place has arrived
    picture = page.screenshot(path=IMAGES / f"{shot.name}.png")
    if shot.draft:
        press(page, f"{address}/desk/articles/{SIGNED}/discard/", "/discard/")
    context.close()
    sys.stdout.write(f"{shot.name}.png  {len(picture) // 1000} kB\n")
    if len(picture) > LARGEST:
        sys.exit(f"{shot.name}.png is larger than {LARGEST // 1000} kB: make its part of the page smaller.")


def sign_in(page: Page, address: str, who: str) -> None:
    page.goto(f"{address}/accounts/login/")
    page.fill("input[name=login]", f"{who}@example.org")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/login/" not in url, wait_until="commit")


def press(page: Page, address: str, sends_to: str) -> None:
    """The button on a page whose form goes to that address, or to the page's own."""
    page.goto(address)
    own = "form.form" if address.endswith(sends_to) else f"form[action$='{sends_to}']"
    button = page.locator(own).locator("button[type=submit]")
    if not button.count():
        sys.exit(f"{address} offers no such step now. The pictures want the samples as they are loaded.")
    button.click()
    page.wait_for_load_state()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000")
