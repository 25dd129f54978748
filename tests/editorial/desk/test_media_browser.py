"""Pictures and sound in a browser: dropped, pasted, on their way, refused, played; and pages without a barrier."""

import re
from base64 import b64encode
from io import BytesIO
from random import Random

import pytest
from PIL import Image
from playwright.sync_api import JSHandle, Page, expect

from articles.actions import keep_medium
from articles.media import AUDIO, read_media
from articles.models import Edition
from articles.words.media import MediumWords, PlacedMedium
from tests.articles.media.files import mp3_frame
from tests.builders import bring_picture, illustrate, make_draft, make_picture, placed
from tests.passages import make_live_passage
from tests.reviews.test_review_pages_browser import barriers_in_any_look

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SECONDS = 10


@pytest.fixture
def editor(editor_in_browser):
    return editor_in_browser


@pytest.fixture
def draft(editor) -> Edition:
    return make_draft(by=editor, slug="pictured")


@pytest.fixture
def at_media(page: Page, live_server, draft) -> Page:
    page.goto(f"{live_server.url}{address_of(draft)}")
    return page


def address_of(draft: Edition) -> str:
    return f"/desk/articles/{draft.article.slug}/sections/part-2/media/"


def carried(page: Page, name: str, data: bytes) -> JSHandle:
    """A file as a browser carries it when it is dropped or pasted."""
    return page.evaluate_handle(
        """([name, data]) => {
            const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
            const carried = new DataTransfer();
            carried.items.add(new File([bytes], name, { type: "image/png" }));
            return carried;
        }""",
        [name, b64encode(data).decode()],
    )


def noise(side: int) -> bytes:
    """A picture that cannot be packed small."""
    kept = BytesIO()
    Image.frombytes("RGB", (side, side), Random(5).randbytes(side * side * 3)).save(kept, "PNG")
    return kept.getvalue()


def test_pictures_are_dropped_and_pasted_and_saved_together(at_media):
    page, chosen = at_media, at_media.locator("main [data-chosen] li")

    page.dispatch_event("main [data-drop]", "drop", {"dataTransfer": carried(page, "a.png", make_picture("navy"))})
    expect(chosen).to_have_text([re.compile("a.png, 0.0 MB")])
    page.evaluate(
        """(clipboardData) => document.querySelector("main").dispatchEvent(
            new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))""",
        carried(page, "b.png", make_picture("red")),
    )
    expect(chosen).to_have_text([re.compile("a.png"), re.compile("b.png")])
    expect(page.get_by_text("2 files chosen. Save, and say what they show.")).to_be_visible()

    page.get_by_role("main").get_by_role("button", name="Save").click()
    expect(page.get_by_role("group", name="Picture 2")).to_be_visible()
    expect(page.get_by_role("group", name=re.compile("Picture"))).to_have_count(2)


def test_a_word_that_is_pasted_is_no_picture(at_media):
    page = at_media
    page.evaluate(
        """() => { const clipboardData = new DataTransfer(); clipboardData.setData("text/plain", "A word.");
            const pasted = new ClipboardEvent("paste", { clipboardData, bubbles: true });
            document.querySelector("main").dispatchEvent(pasted); }"""
    )
    expect(page.locator("main [data-chosen] li")).to_have_count(0)


def test_what_is_refused_keeps_every_word_and_takes_the_focus(page, live_server, editor, draft):
    illustrate(draft, "part-2", placed(bring_picture(draft, by=editor)), by=editor)
    page.goto(f"{live_server.url}{address_of(draft)}")
    page.locator('main [name="medium1-alt"]').fill("A blue square, typed just now.")

    refused = {"name": "lung.png", "mimeType": "image/png", "buffer": b"MZ no picture"}
    page.locator('main input[type="file"]').set_input_files(refused)
    page.get_by_role("main").get_by_role("button", name="Save").click()

    said = page.get_by_role("main").locator("[data-takes-focus]")
    expect(said).to_contain_text("Everything you typed is below")
    expect(said).to_contain_text("lung.png")
    expect(said).to_be_focused()
    expect(page.locator('main [name="medium1-alt"]')).to_have_value("A blue square, typed just now.")

    page.get_by_role("main").get_by_role("button", name="Save").click()
    expect(page.get_by_text("The pictures and sound of this section are saved.")).to_be_visible()
    expect(page.locator('main [name="medium1-alt"]')).to_have_value("A blue square, typed just now.")


def test_it_says_how_much_is_sent(at_media):
    page = at_media
    network, speed = page.context.new_cdp_session(page), {"offline": False, "latency": 0, "downloadThroughput": -1}
    network.send("Network.emulateNetworkConditions", {**speed, "uploadThroughput": 40_000})
    page.locator('main input[type="file"]').set_input_files(
        {"name": "noise.png", "mimeType": "image/png", "buffer": noise(700)}
    )

    page.get_by_role("main").get_by_role("button", name="Save").click()

    expect(page.locator("main [data-progress]")).to_be_visible()
    expect(page.locator("main [data-progress-said]")).to_have_text(re.compile(r"^\d+ % sent$"))
    expect(page.get_by_role("main").get_by_role("button", name="Save")).to_be_disabled()
    network.send("Network.emulateNetworkConditions", {**speed, "uploadThroughput": -1})
    expect(page.get_by_role("group", name="Picture 1")).to_be_visible()


def test_a_recording_is_played_from_the_middle(page, live_server, editor, draft):
    """The server hands out pieces: a player that seeks asks for one."""
    silence = mp3_frame(0) * (SECONDS * 44100 // 1152)
    medium = keep_medium(article=draft.article, read=read_media(silence, "talk.mp3", wanted=AUDIO), by=editor)
    words = {"": MediumWords(caption="Read aloud.")}
    illustrate(draft, "part-2", PlacedMedium(medium.file_id, medium.kind, "Desk", "CC0", words), by=editor)
    page.goto(f"{live_server.url}{address_of(draft)}")

    with page.expect_response(lambda answer: medium.file_id in answer.url) as answered:
        lasts = page.locator("main audio").evaluate(
            """(sound) => new Promise((done, fail) => {
                sound.addEventListener("loadedmetadata", () => done(sound.duration));
                sound.querySelector("source").addEventListener("error", () => fail("not played"));
                sound.preload = "auto";
                sound.load();
            })"""
        )
    assert answered.value.status == 206
    assert lasts == pytest.approx(SECONDS, abs=0.5)
    at = page.locator("main audio").evaluate(
        """(sound) => new Promise((done) => {
            sound.addEventListener("seeked", () => done(sound.currentTime));
            sound.currentTime = 7;
        })"""
    )
    assert at == pytest.approx(7, abs=0.1)


def test_on_paper_a_picture_stands_whole_with_its_words_and_nothing_is_to_be_pressed(page, live_server, editor, draft):
    tall = BytesIO()
    Image.new("RGB", (200, 4000), "navy").save(tall, "PNG")
    read = read_media(tall.getvalue(), "tall.png")
    pictured = keep_medium(article=draft.article, read=read, by=editor)
    sound = keep_medium(article=draft.article, read=read_media(mp3_frame(0) * 100, "talk.mp3"), by=editor)
    heard = PlacedMedium(sound.file_id, sound.kind, "Desk", "CC0", {"": MediumWords(caption="Read aloud.")})
    illustrate(draft, "part-2", placed(pictured), heard, by=editor)
    page.goto(f"{live_server.url}/desk/articles/{draft.article.slug}/preview/")
    expect(page.locator("figure.medium audio")).to_be_visible()
    page.locator("figure.picture img").scroll_into_view_if_needed()  # until then it is not loaded
    expect(page.locator("figure.picture img")).not_to_have_js_property("naturalWidth", 0)

    page.emulate_media(media="print")

    expect(page.locator("figure.medium audio")).to_be_hidden()
    expect(page.get_by_text("Read aloud.")).to_be_visible()
    expect(page.locator("figure.picture")).to_have_css("break-inside", "avoid")
    place = page.locator("figure.picture img").bounding_box()
    assert place is not None
    assert 500 < place["height"] < 610  # 160 mm
    assert place["height"] / place["width"] == pytest.approx(20, rel=0.1)


def test_pages_of_pictures_passages_and_templates_have_no_barrier(page, live_server, editor, draft):
    illustrate(draft, "part-2", placed(bring_picture(draft, by=editor)), by=editor)
    passage = make_live_passage(by=editor)
    addresses = [address_of(draft), "/desk/passages/", f"/desk/passages/{passage.pk}/", "/desk/passages/new/"]
    addresses.append(f"/desk/articles/{draft.article.slug}/preview/")

    tried, found = barriers_in_any_look(page, [f"{live_server.url}{address}" for address in addresses])

    assert (tried, found) == (20, {})


def test_templates_have_no_barrier(page, live_server, editor):
    editor.is_superuser = editor.is_staff = True
    editor.save()
    page.goto(f"{live_server.url}/desk/templates/")
    first = page.get_by_role("main").get_by_role("link").first.get_attribute("href")

    tried, found = barriers_in_any_look(page, [f"{live_server.url}{one}" for one in ("/desk/templates/", first)])

    assert (tried, found) == (8, {})
