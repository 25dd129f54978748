"""Finding references."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from references.actions import add_reference, merge_references, set_standing, update_reference
from references.library.queries import (
    find_existing,
    get_reference_for,
    history_of,
    is_same_work,
    references_by_key,
    search,
    visible_to,
)

from .builders import article, make_administrator, make_editor, make_person, make_reference

pytestmark = pytest.mark.django_db


def keys(found) -> list[str]:
    return [reference.key for reference in found]


def test_the_library_is_for_editors_and_administrators():
    reference = make_reference()

    assert keys(visible_to(make_editor())) == [reference.key]
    assert keys(visible_to(make_administrator())) == [reference.key]
    assert keys(visible_to(make_person())) == []
    assert keys(visible_to(AnonymousUser())) == []


def test_one_reference_is_got_by_its_key():
    reference, editor = make_reference(), make_editor()

    assert get_reference_for(editor, reference.key) == reference
    with pytest.raises(Http404):
        get_reference_for(editor, "nobody1900")
    with pytest.raises(PermissionDenied):
        get_reference_for(make_person(), reference.key)


@pytest.mark.parametrize(
    "text",
    [
        "serotonin",
        "SEROTONIN syndrom",
        "moller",
        "Møller serotonin",
        "clin",
        "2005",
        "10.1000/ABC",
        "777",
        "other:key",
        "",
    ],
)
def test_a_search_finds_every_sort_of_word(text):
    found = make_reference(
        key="other:key",
        title="The <i>Serotonin</i> syndrome",
        author=[{"family": "Møller", "given": "A"}],
        issued={"date-parts": [[2005]]},
        DOI="10.1000/Abc",
        PMID="777",
        **{"container-title-short": "Clin J"},
    )

    assert keys(search(make_editor(), text)) == [found.key]


@pytest.mark.parametrize("text", ["serotonin unheard-of", "10.1000/xyz", "100%", "_", "\x00nothing"])
def test_a_search_needs_every_word_and_knows_no_wildcards(text):
    make_reference(title="The serotonin syndrome")

    expected = [] if text != "_" else ["lane1998"]
    assert keys(search(make_editor(), text)) == expected


def test_a_search_is_narrowed_by_kind_and_standing():
    editor = make_editor()
    book, retracted = make_reference(kind="book"), make_reference()
    set_standing(reference=retracted, standing="retracted", by=editor)

    assert keys(search(editor, kind="book")) == [book.key]
    assert keys(search(editor, standing="retracted")) == [retracted.key]


def test_merged_references_are_left_out_of_lists_and_answered_by_the_other():
    into, duplicate, editor = make_reference(), make_reference(), make_editor()
    merge_references(into=into, duplicate=duplicate, by=editor)

    assert keys(search(editor)) == [into.key]
    assert references_by_key([into.key, duplicate.key, "nobody"]) == {into.key: into, duplicate.key: into}


def test_references_by_key_is_one_query(django_assert_num_queries):
    made = [make_reference() for _ in range(3)]

    with django_assert_num_queries(1):
        references_by_key(keys(made))


def test_a_work_is_known_by_its_identifier_or_probably():
    known = make_reference(title="The syndrome", DOI="10.1000/a", PMID="7")

    assert find_existing({"DOI": "https://doi.org/10.1000/A"}) == known
    assert find_existing({"PMID": 7}) == known
    assert find_existing(article(title="The SYNDROME.")) == known
    assert find_existing(article(title="The syndrome", DOI="10.1000/b")) is None
    assert find_existing(article(title="The syndrome", issued={"date-parts": [[1999]]})) is None
    assert find_existing({"title": "The syndrome"}) is None


def test_a_merged_work_is_answered_by_the_other():
    into, duplicate = make_reference(), make_reference(DOI="10.1000/a")
    merge_references(into=into, duplicate=duplicate, by=make_editor())

    assert find_existing({"DOI": "10.1000/a"}) == into
    assert find_existing(duplicate.csl) == into


def test_a_thin_record_is_found_again_even_when_it_was_completed():
    editor, thin = make_editor(), {"type": "document", "note": "Something odd. And more. 2018"}
    reference = add_reference(csl=thin, by=editor)

    assert find_existing(thin) == reference
    update_reference(reference=reference, base=1, csl=article(), by=editor)

    assert find_existing(thin) == reference
    assert is_same_work(reference, thin)
    assert find_existing({**thin, "note": "Something else"}) is None


def test_the_same_work_is_told_from_another():
    reference = make_reference(title="The syndrome", PMID="7")

    assert is_same_work(reference, {"PMID": "7"})
    assert is_same_work(reference, article(title="The syndrome"))
    assert not is_same_work(reference, article(title="The syndrome", PMID="8"))
    assert not is_same_work(reference, article())


def test_history_says_who_did_what_and_why(django_assert_num_queries):
    editor = make_editor(display_name="A. Desk")
    reference = make_reference(by=editor)
    reference = update_reference(reference=reference, base=1, csl=article(), kind="book", by=editor, reason="Typo.")
    set_standing(reference=reference, standing="concern", note="A note.", by=None, source="crossref")

    with django_assert_num_queries(1):
        history = history_of(reference)

    assert [(change.who, change.text, change.reason) for change in history] == [
        ("The system", "changed the standing, the note on its standing.", "A note."),
        ("A. Desk", "changed the record, the kind.", "Typo."),
        ("A. Desk", "added it.", ""),
    ]
