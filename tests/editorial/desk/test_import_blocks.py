"""The blocks of an import's text set right at its preview: one button each, and the page goes on at the block."""

import re

import pytest

from articles.imports import pending_of
from articles.models import Article, SourceDocument
from references.models import Reference
from tests.builders import make_reference
from tests.editorial.desk.import_pages import PAGE, paste, press, preview_of

pytestmark = pytest.mark.django_db


def texts(draft) -> dict[str, str]:
    draft.refresh_from_db()
    return {section.anchor: section.base.html for section in pending_of(draft).document.sections}


def buttons(answer) -> list[str]:
    return re.findall(r'name="do" value="(block:[^"]+)"', answer.content.decode())


def test_a_block_is_split_and_the_page_goes_on_at_it(desk):
    draft = paste(desk, PAGE)
    offered = buttons(desk.get(preview_of(draft)))
    split = next(one for one in offered if one.startswith("block:split:what-you-may-feel:0"))

    answer = press(desk, draft, split)

    assert answer["Location"].endswith("?open=what-you-may-feel&block=1#block-what-you-may-feel-1")
    assert texts(draft)["what-you-may-feel"] == (
        "<p>A flicker under the skin, often of the eyelid, which comes and goes by itself.</p>"
        "<p>It may last for some days.</p>"
    )
    page = desk.get(answer["Location"]).content.decode()
    assert re.search(r'(?s)<details class="import-fold" open>\s*<summary><span[^>]*>What you may feel', page)
    assert re.search(r'(?s)id="block-what-you-may-feel-1".*?<details class="block-tools" open>', page)


def test_what_was_typed_is_saved_with_it(desk):
    draft = paste(desk, PAGE)
    press(desk, draft, "block:down:what-you-may-feel:0", **{"section-what-to-do-heading": "What helps"})
    assert texts(draft)["what-you-may-feel"] == ""
    assert pending_of(draft).document.sections[1].base.heading == "What helps"


@pytest.mark.parametrize("button", ["block:up:front:0", "block:title:what-to-do:0", "block:dance:what-to-do:0"])
def test_what_cannot_be_done_changes_nothing_and_is_said(desk, button):
    draft = paste(desk, PAGE)
    before = texts(draft)
    answer = desk.get(press(desk, draft, button)["Location"])
    assert "That cannot be done with this block." in answer.content.decode()
    assert texts(draft) == before


@pytest.mark.parametrize("button", ["block:", "block:up", "block:up:what-to-do", "block:split:what-to-do:0:x"])
def test_nonsense_is_no_error(desk, button):
    draft = paste(desk, PAGE)
    before = texts(draft)
    assert press(desk, draft, button).status_code == 302
    assert texts(draft) == before


def test_another_window_is_not_overwritten(desk):
    draft = paste(desk, PAGE)
    assert press(desk, draft, "block:down:what-you-may-feel:0", stale=99).status_code == 409


def test_a_line_made_a_reference_gets_a_key_that_is_no_other_works(desk):
    make_reference(key="smith2001")
    draft = paste(desk, PAGE.replace("It may last", "Smith J. Twitching. Lancet. 2001;12(3):4-9. It may last"))
    split = [one for one in buttons(desk.get(preview_of(draft))) if one.startswith("block:split:what-you-may-feel:0")]
    press(desk, draft, split[0])
    draft.refresh_from_db()
    press(desk, draft, "block:reference:what-you-may-feel:1")
    draft.refresh_from_db()
    made = pending_of(draft).document.references[-1]
    assert made.key not in ("", "smith2001")
    assert made.text.startswith("Smith J. Twitching.")
    assert Reference.objects.count() == 1


def test_every_step_is_kept_with_the_source(desk):
    draft = paste(desk, PAGE)
    press(desk, draft, "block:down:what-you-may-feel:0")
    press(desk, draft, "create")
    assert '"do":"block","what":"down:what-you-may-feel:0"' in SourceDocument.objects.get().content.replace(" ", "")
    assert Article.objects.count() == 1


def test_folds_that_a_step_was_in_stand_open(desk):
    draft = paste(desk, PAGE)
    assert press(desk, draft, "drop:what-you-may-feel")["Location"].endswith("?open=what-to-do#section-what-to-do")
    assert press(desk, draft, "restore:what-you-may-feel")["Location"].endswith("#section-what-you-may-feel")
    assert press(desk, draft, "merge:what-to-do")["Location"].endswith(
        "?open=what-you-may-feel#section-what-you-may-feel"
    )
    assert press(desk, draft, "merge:what-you-may-feel")["Location"].endswith("?open=front#front")
    assert press(desk, draft, "drop:nothing")["Location"].endswith("#sections")


def test_of_a_long_document_one_section_at_a_time_has_its_buttons(desk, monkeypatch):
    monkeypatch.setattr("editorial.desk.import_blocks.MOST_AT_ONCE", 1)
    draft = paste(desk, PAGE)
    page = desk.get(preview_of(draft))
    assert buttons(page) == []
    assert 'value="arrange:what-to-do"' in page.content.decode()
    answer = press(desk, draft, "arrange:what-to-do")
    offered = buttons(desk.get(answer["Location"]))
    assert offered
    assert {one.split(":")[2] for one in offered} == {"what-to-do"}
