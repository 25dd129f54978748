"""The names of medicines: the product's list and the site's own."""

import pytest

from articles.clinical import compare
from articles.clinical.medicines import ends_like_one, listed, names_in
from articles.words.content import Wording
from editorial.checks import check_medicine_names


def medicines(old: str, new: str) -> list[tuple[str, str]]:
    found = compare(Wording(html=f"<p>{old}</p>"), Wording(html=f"<p>{new}</p>")).findings
    return [(one.old, one.new) for one in found if one.kind == "drug"]


def test_another_official_name_of_a_substance_is_no_change():
    assert medicines("Take paracetamol.", "Take acetaminophen.") == []
    assert medicines("Adrenaline is given.", "Epinephrine is given.") == []


def test_a_brand_for_its_substance_is_one():
    assert medicines("Take Prozac.", "Take fluoxetine.") == [("Prozac", "fluoxetine")]


def test_names_on_no_list_are_known_by_their_endings():
    assert "zzzoxetine" not in listed(None)
    assert medicines("Take zzzoxetine.", "Take yyyoxetine.") == [("zzzoxetine", "yyyoxetine")]


@pytest.mark.parametrize("word", ["cholesterol", "april", "machine", "cyclone", "routine", "guidance", "medicine"])
def test_everyday_words_are_no_medicines(word):
    assert not ends_like_one(word)
    assert word not in listed(None)


def test_a_site_adds_names_of_its_own(tmp_path, settings):
    settings.MEDICINE_NAMES_FILE = tmp_path / "names.txt"
    settings.MEDICINE_NAMES_FILE.write_text("# ours\nquibble = quobble: Quaffle\n", encoding="utf-8")

    assert check_medicine_names(None) == []
    assert medicines("Take quibble.", "Take quobble.") == []
    assert medicines("Take Quaffle.", "Take rest.") == [("Quaffle", "rest")]


@pytest.mark.parametrize(
    ("line", "said"), [("quibble: ;;;", "names.txt, line 2: “;;;”"), ("= quobble", "names.txt, line 2: “”")]
)
def test_a_line_that_is_none_is_named_and_the_product_s_list_stands(tmp_path, settings, line, said):
    settings.MEDICINE_NAMES_FILE = tmp_path / "names.txt"
    settings.MEDICINE_NAMES_FILE.write_text(f"# ours\n{line}\n", encoding="utf-8")

    with pytest.raises(ValueError, match=said):
        names_in(settings.MEDICINE_NAMES_FILE)
    [error] = check_medicine_names(None)
    assert said in error.msg
    assert listed(settings.MEDICINE_NAMES_FILE)["warfarin"] == "warfarin"


def test_a_file_that_is_not_there_is_an_error(tmp_path, settings):
    settings.MEDICINE_NAMES_FILE = tmp_path / "nowhere.txt"

    [error] = check_medicine_names(None)
    assert "nowhere.txt" in error.msg
