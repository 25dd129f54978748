"""The preview of an import is made for deciding: what could be wrong first, each in one action."""

import re

import pytest
from django.urls import reverse

from articles.actions.import_drafts import keep_import
from articles.exchange import read_pasted
from articles.exchange.doubts import Weight, doubts_of
from articles.exchange.remarks import Remark
from articles.imports import pending_of
from articles.models import Article, Doubt, ImportDraft, SourceDocument
from articles.queries import latest_edition_of
from articles.requirements import draft_issues
from editorial.desk.import_doubts import in_their_look
from editorial.files.actions import clean_files
from editorial.files.models import StoredFile
from tests.editorial.desk.import_pages import PAGE, file, paste, press, preview_of

pytestmark = pytest.mark.django_db

DOSE = Remark("struck", "not more than 200", "Struck out", 11, "section:what-to-do", "Not more than 200, rest is best.")
SIGN = Remark("sign", "\uf06d", "A sign that could not be read", 7, "section:what-you-may-feel", "A flicker \uf06d")
NEGATION = Remark("deleted", "must not", "Deleted, not accepted", 11, "section:what-to-do", "You must not rest")
LIGHT = Remark("picture", "A nerve", "A picture was left out", 3, "front")
for one in (DOSE, SIGN, NEGATION):
    one.serious = True


@pytest.fixture
def draft(editor) -> ImportDraft:
    document = read_pasted(PAGE, "")
    document.remarks += [SIGN, NEGATION, LIGHT, DOSE]
    return keep_import(document=document, by=editor, data=PAGE.encode())


def shown(desk, draft) -> str:
    return desk.get(preview_of(draft)).text


def test_doses_come_before_negations_before_signs(draft):
    weights = [one.weight for one in doubts_of(pending_of(draft).document)]

    assert weights == [Weight.DOSE, Weight.NEGATION, Weight.SIGN]


def test_what_could_be_wrong_stands_before_everything_beside_the_sources_words(desk, draft):
    page = shown(desk, draft)

    places = [
        page.index(words) for words in ("Check these first", "Struck out", "Deleted, not", "A sign", "The article<")
    ]
    assert places == sorted(places)
    assert "3 places to check against the source" in page
    assert "Rest is best" in page[page.index("In the article") :]


def test_the_words_look_as_in_the_source_and_are_only_words():
    struck = Remark("struck", "<b>200</b>", "x", sentence="Up to <b>200</b> mg")
    elsewhere = Remark("hidden", "hidden", "x", sentence="Seen.")

    assert in_their_look(struck) == 'Up to <del class="in-question">&lt;b&gt;200&lt;/b&gt;</del> mg'
    assert in_their_look(elsewhere) == '<mark class="in-question">hidden</mark> Seen.'


def test_one_press_decides_saves_what_was_typed_and_goes_to_the_next(desk, draft):
    answer = press(desk, draft, "doubt:3:right", **{"doubt-note-3": "The label says so.", "front-topic": "Nerves"})

    draft.refresh_from_db()
    assert answer["Location"].endswith("#doubt-1")
    assert draft.decided == {"3": {"verdict": "right", "note": "The label says so."}}
    assert draft.document["topic"] == "Nerves"
    assert "2 places to check" in shown(desk, draft)


def test_a_decision_can_be_taken_back(desk, draft):
    press(desk, draft, "doubt:3:right")
    press(desk, ImportDraft.objects.get(), "doubt:3:open")

    assert ImportDraft.objects.get().decided == {}


@pytest.mark.parametrize("do", ["doubt:99:right", "doubt:x:right", "doubt:2:right", "doubt:", "doubt:-1:right"])
def test_what_is_no_doubt_decides_nothing(desk, draft, do):
    answer = press(desk, draft, do)

    assert (answer.status_code, ImportDraft.objects.get().decided) == (302, {})


def test_decided_and_undecided_doubts_come_along_and_only_the_latter_block(desk, draft):
    press(desk, draft, "doubt:3:right", **{"doubt-note-3": "The label."})
    press(desk, ImportDraft.objects.get(), "create")

    edition = latest_edition_of(Article.objects.get())
    decided = {one.words: [d.note for d in one.decisions.all()] for one in Doubt.objects.all()}
    blocked = [issue.target.split(":")[1] for issue in draft_issues(edition) if issue.code == "doubt-undecided"]
    assert decided == {"not more than 200": ["The label."], "must not": [], "\uf06d": []}
    assert sorted(blocked) == ["what-to-do", "what-you-may-feel"]
    assert SourceDocument.objects.get().file.size == len(PAGE.encode())


def test_doubts_follow_a_section_that_was_merged(desk, draft):
    press(desk, draft, "merge:what-to-do")
    press(desk, ImportDraft.objects.get(), "create")

    assert {one.section.anchor for one in Doubt.objects.all()} == {"what-you-may-feel"}


def test_doubts_of_a_dropped_section_go_with_it(desk, draft):
    press(desk, draft, "drop:what-to-do")
    page = shown(desk, ImportDraft.objects.get())
    press(desk, ImportDraft.objects.get(), "create")

    assert "1 place to check against the source" in page
    assert [one.kind for one in Doubt.objects.all()] == ["sign"]


def test_the_article_is_folded_and_what_was_changed_stands_open(desk, draft):
    folded = shown(desk, draft)
    answer = press(desk, draft, "down:what-you-may-feel")
    opened = desk.get(answer["Location"].partition("#")[0]).text

    assert (
        re.search(r'<details class="import-fold" open>\s*<summary><span class="import-fold-title">What', folded) is None
    )
    assert re.search(r'<details class="import-fold" open>\s*<summary><span class="import-fold-title">What you', opened)
    assert answer["Location"].endswith("?open=what-you-may-feel#section-what-you-may-feel")


def test_nothing_is_kept_of_what_was_discarded(desk, draft):
    desk.post(reverse("import_discard", args=[draft.pk]))

    assert (clean_files()[0], StoredFile.objects.count(), SourceDocument.objects.count()) == (1, 0, 0)


def test_a_paste_is_kept_as_it_came(desk):
    draft = paste(desk, PAGE)

    assert draft.file.size == len(PAGE.encode())


# Several files


def test_several_files_are_read_each_for_itself(desk):
    other = PAGE.replace("muscles twitch", "hands shake")
    sent = [file("a.txt", PAGE), file("b.pdf", b"%PDF-1.7"), file("c.txt", other)]

    answer = desk.post(reverse("import"), {"file": sent})

    assert (answer.status_code, ImportDraft.objects.count()) == (200, 2)
    assert "b.pdf is a PDF" in answer.text
    assert all(preview_of(draft) in answer.text for draft in ImportDraft.objects.all())


def test_the_pages_script_is_told_of_each_file(desk):
    answer = desk.post(reverse("import"), {"file": file("a.txt", PAGE)}, headers={"Accept": "application/json"})
    refused = desk.post(reverse("import"), {"file": file("b.pdf", b"%PDF-")}, headers={"Accept": "application/json"})

    [one] = answer.json()["files"]
    assert one == {"name": "a.txt", "url": preview_of(ImportDraft.objects.get()), "check": 0}
    assert refused.json()["files"][0]["issues"][0].startswith("b.pdf is a PDF")


def test_too_many_files_at_once_are_refused(desk):
    answer = desk.post(reverse("import"), {"file": [file(f"{n}.txt", PAGE) for n in range(21)]})

    assert (answer.status_code, ImportDraft.objects.count()) == (422, 0)
    assert "Choose 20 files at most" in answer.text


def test_the_preview_stays_short(desk, editor):
    """Forty doubts of one kind: eight stand open, the others are folded."""
    document = read_pasted(PAGE, "")
    for number in range(40):
        remark = Remark("struck", f"{number} mg", "Struck out", 11, "section:what-to-do", f"Take {number} mg.")
        remark.serious = True
        document.remarks.append(remark)
    page = shown(desk, keep_import(document=document, by=editor, data=b"x"))

    assert "<summary>32 more</summary>" in page


@pytest.fixture
def tracked(editor) -> ImportDraft:
    document = read_pasted(PAGE.replace("Rest is best", "Take 1 mg, it is best"), "")
    sentence = "Take 1 mg, it is best [2]."
    document.remarks += [
        Remark("inserted", "0", "Left out", 11, "section:what-to-do", sentence, serious=True, at=6, exact="0"),
        Remark("deleted", "mg", "Kept", 11, "section:what-to-do", sentence, serious=True, at=7, exact="mg", live=True),
        Remark("inserted", "x", "Left out", 11, "section:what-to-do", "Never written.", serious=True, at=5, exact=" x"),
    ]
    return keep_import(document=document, by=editor, data=PAGE.encode())


def decided(draft) -> dict:
    draft.refresh_from_db()
    return pending_of(draft).decided


def words(draft) -> str:
    return pending_of(draft).document.sections[-1].base.html


def test_each_tracked_change_is_accepted_or_rejected_by_itself_and_its_doubt_is_thereby_decided(desk, tracked):
    assert 'value="change:0:accept"' in shown(desk, tracked)

    answer = press(desk, tracked, "change:0:accept", **{"doubt-note-0": "As agreed."})
    assert decided(tracked)[0] == {"verdict": "mended", "note": "The tracked change was accepted. As agreed."}
    assert "Take 10 mg, it is best" in words(tracked)
    assert answer["Location"].split("#")[1] in ("doubt-1", "doubt-2")

    press(desk, tracked, "change:1:reject")
    assert decided(tracked)[1] == {"verdict": "right", "note": "The tracked change was rejected."}
    assert "Take 10 mg, it is best" in words(tracked)


def test_a_change_whose_place_is_gone_stays_open_and_says_so(desk, tracked):
    answer = press(desk, tracked, "change:2:accept")
    assert "The place of these words is not clear any more." in desk.get(answer["Location"]).text
    assert decided(tracked) == {}


@pytest.mark.parametrize("button", ["change:99:accept", "change:x:accept", "change:0:maybe", "change:"])
def test_no_other_answer_changes_anything(desk, tracked, button):
    before = words(tracked)
    press(desk, tracked, button)
    assert (decided(tracked), words(tracked)) == ({}, before)


def test_doubts_about_anything_else_have_no_such_buttons(desk, draft):
    assert 'value="change:' not in shown(desk, draft)
    press(desk, draft, f"change:{doubts_of(pending_of(draft).document)[0].number}:accept")
    assert decided(draft) == {}
