"""Adding, changing, judging and merging references."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from editorial.record.models import Event
from editorial.shared.issues import Refused
from references.actions import add_reference, import_entries, merge_references, rows, set_standing, update_reference
from references.formats.entries import ReadEntry
from references.models import Reference, StandingChange

from .builders import article, make_administrator, make_editor, make_person, make_reference

pytestmark = pytest.mark.django_db


def read(csl: dict, **said: str) -> ReadEntry:
    """An entry as a reader hands it over."""
    return ReadEntry("", 1, csl, **said)


def codes(refusal) -> list[tuple[str, str]]:
    return [(issue.code, issue.target) for issue in refusal.value.issues]


def verbs(reference: Reference) -> list[str]:
    events = Event.objects.filter(subject=f"reference:{reference.pk}").order_by("seq")
    return list(events.values_list("verb", flat=True))


def test_adding_fills_the_columns_and_records_it():
    editor = make_editor()

    reference = add_reference(
        csl={"id": "zotero7", "title": "The <i>case</i>", "author": [{"family": "Lane", "given": "R."}],
             "issued": {"date-parts": [[1998, 5]]}, "type": "article-journal", "DOI": "doi:10.1000/ABC", "PMID": 77},
        by=editor,
    )  # fmt: skip

    row = Reference.objects.get()
    assert row == reference
    assert (row.key, row.kind, row.standing, row.revision) == ("lane1998", "research", "good", 1)
    assert (row.title, row.year, row.doi, row.pmid, row.first_author) == ("The case", 1998, "10.1000/abc", "77", "Lane")
    assert (row.thin, row.created_by, row.csl["DOI"], "id" in row.csl) == (False, editor, "10.1000/ABC", False)
    assert row.history.get().history_user == editor
    assert verbs(row) == ["reference-added"]


def test_events_hold_no_prose():
    reference = make_reference(title="Secret words of a title")
    set_standing(reference=reference, standing="retracted", note="Secret note", by=make_editor())

    assert "ecret" not in "".join(Event.objects.values_list("content", flat=True))
    assert json.loads(Event.objects.last().content)["facts"]["new"] == "retracted"


def test_a_chosen_key_and_kind_are_kept():
    reference = make_reference(key="nice:2022", kind="guideline")

    assert (reference.key, reference.kind) == ("nice:2022", "guideline")


def test_a_second_work_of_the_author_and_year_gets_a_letter():
    assert [make_reference().key, make_reference().key] == ["lane1998", "lane1998a"]


@pytest.mark.parametrize("key", ["Lane", "new", "search.json", "a b", "x" * 81])
def test_a_key_that_cannot_be_one_is_refused(key):
    with pytest.raises(Refused) as refusal:
        make_reference(key=key)

    assert codes(refusal) == [("bad-key", "key")]
    assert Reference.objects.count() == 0


def test_a_taken_key_is_refused():
    make_reference(key="lane1998")

    with pytest.raises(Refused) as refusal:
        make_reference(key="lane1998")

    assert codes(refusal) == [("key-taken", "key")]


def test_an_unknown_kind_is_refused():
    with pytest.raises(Refused) as refusal:
        make_reference(kind="poem")

    assert codes(refusal) == [("unknown-kind", "kind")]


@pytest.mark.parametrize(("field", "value", "other"), [("DOI", "10.1000/X", "10.1000/x"), ("PMID", "77", "PMID: 77")])
def test_the_same_identifier_is_refused_and_the_existing_one_named(field, value, other):
    existing = make_reference(**{field: value})

    with pytest.raises(Refused) as refusal:
        make_reference(**{field: other})

    assert codes(refusal) == [("duplicate", field)]
    assert f"“{existing.key}”" in refusal.value.issues[0].message


def test_a_thin_record_is_kept_and_says_why():
    reference = add_reference(csl={"title": "Alone"}, by=make_editor())

    assert (reference.thin, reference.thin_why[:26]) == (True, "Only its title is known: n")


@pytest.mark.parametrize("make", [make_person, lambda: make_editor(is_active=False), lambda: None])
def test_only_editors_and_administrators_change_the_library(make):
    person, reference = make(), make_reference()

    for act in (
        lambda: add_reference(csl=article(), by=person),
        lambda: update_reference(reference=reference, base=1, csl=article(), by=person),
        lambda: merge_references(into=make_reference(), duplicate=reference, by=person),
        lambda: import_entries(entries=[read(article())], by=person),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_person_without_role_sets_no_standing_but_the_system_does():
    reference = make_reference()

    with pytest.raises(PermissionDenied):
        set_standing(reference=reference, standing="concern", by=make_person())
    change = set_standing(reference=reference, standing="concern", by=None, source="crossref")

    assert (change.by, change.source) == (None, "crossref")


def test_an_administrator_may_add():
    assert make_reference(by=make_administrator()).key == "lane1998"


def test_changing_keeps_the_key_and_counts_up():
    reference = make_reference()

    changed = update_reference(
        reference=reference, base=1, csl=article(title="Better"), kind="book", by=make_editor(), reason="Typo."
    )

    assert (changed.key, changed.title, changed.kind, changed.revision) == ("lane1998", "Better", "book", 2)
    assert changed.history.first().history_change_reason == "Typo."
    assert verbs(changed) == ["reference-added", "reference-updated"]


def test_saving_the_same_changes_nothing():
    reference = make_reference()

    same = update_reference(reference=reference, base=1, csl={**reference.csl, "id": "x"}, by=make_editor())

    assert (same.revision, same.history.count(), verbs(same)) == (1, 1, ["reference-added"])


def test_a_stale_base_is_refused_and_nothing_lost():
    reference = make_reference()
    update_reference(reference=reference, base=1, csl=article(title="First"), by=make_editor())

    with pytest.raises(Refused) as refusal:
        update_reference(reference=reference, base=1, csl=article(title="Second"), by=make_editor())

    assert codes(refusal) == [("stale", "")]
    assert Reference.objects.get().title == "First"


def test_a_change_may_keep_its_identifier_but_not_take_anothers():
    mine, other = make_reference(DOI="10.1000/mine"), make_reference(DOI="10.1000/other")

    update_reference(reference=mine, base=1, csl=article(DOI="10.1000/MINE"), by=make_editor())
    with pytest.raises(Refused) as refusal:
        update_reference(reference=mine, base=2, csl=article(DOI="10.1000/other"), by=make_editor())

    assert codes(refusal) == [("duplicate", "DOI")]
    assert f"“{other.key}”" in refusal.value.issues[0].message


def test_a_change_of_standing_is_a_row_of_its_own():
    reference, editor = make_reference(), make_editor()

    change = set_standing(reference=reference, standing="retracted", note="See the notice.", by=editor)

    reference.refresh_from_db()
    assert (change.old, change.new, change.by, change.note, change.source) == (
        "good",
        "retracted",
        editor,
        "See the notice.",
        "desk",
    )
    assert (reference.standing, reference.standing_note, reference.standing_changed_at) == (
        "retracted",
        "See the notice.",
        change.at,
    )
    assert verbs(reference)[1:] == ["reference-standing"]


def test_the_same_standing_again_is_no_change_and_a_new_note_is_none_of_standing():
    reference, editor = make_reference(), make_editor()
    set_standing(reference=reference, standing="concern", note="One.", by=editor)

    assert set_standing(reference=reference, standing="concern", note="One.", by=editor) is None
    assert set_standing(reference=reference, standing="concern", note="Two.", by=editor) is None

    reference.refresh_from_db()
    assert (StandingChange.objects.count(), reference.standing_note, reference.revision) == (1, "Two.", 3)
    assert verbs(reference)[1:] == ["reference-standing", "reference-standing-note"]


def test_a_superseded_reference_may_name_its_successor_and_no_other_may():
    old, new, editor = make_reference(), make_reference(), make_editor()

    set_standing(reference=old, standing="superseded", replaced_by=new, by=editor)
    old.refresh_from_db()

    assert old.replaced_by == new
    for standing, successor, code in (("good", new, "not-superseded"), ("superseded", old, "same")):
        with pytest.raises(Refused) as refusal:
            set_standing(reference=old, standing=standing, replaced_by=successor, by=editor)
        assert codes(refusal) == [(code, "replaced_by")]
    with pytest.raises(Refused) as refusal:
        set_standing(reference=old, standing="doubtful", by=editor)
    assert codes(refusal) == [("unknown-standing", "standing")]


def test_merging_lets_the_other_answer():
    into, duplicate, editor = make_reference(), make_reference(), make_editor()

    merge_references(into=into, duplicate=duplicate, by=editor, reason="The same paper.")

    duplicate.refresh_from_db()
    assert (duplicate.merged_into, duplicate.key) == (into, "lane1998a")
    assert verbs(duplicate) == ["reference-added", "reference-merged"]


def test_one_step_always_leads_to_the_answer():
    first, second, third, editor = make_reference(), make_reference(), make_reference(), make_editor()
    merge_references(into=second, duplicate=first, by=editor)

    merge_references(into=third, duplicate=second, by=editor)

    first.refresh_from_db()
    assert first.merged_into == third


def test_what_cannot_be_merged_is_refused():
    one, two, three, editor = make_reference(), make_reference(), make_reference(), make_editor()
    set_standing(reference=three, standing="retracted", by=editor)
    merge_references(into=one, duplicate=two, by=editor)

    for into, duplicate, code in ((one, one, "same"), (one, two, "merged"), (one, three, "standing-differs")):
        with pytest.raises(Refused) as refusal:
            merge_references(into=into, duplicate=duplicate, by=editor)
        assert [issue.code for issue in refusal.value.issues] == [code]


def test_a_merged_reference_is_changed_no_more():
    one, two, editor = make_reference(), make_reference(), make_editor()
    merge_references(into=one, duplicate=two, by=editor)

    for act in (
        lambda: update_reference(reference=two, base=2, csl=article(), by=editor),
        lambda: set_standing(reference=two, standing="concern", by=editor),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert codes(refusal) == [("merged", "key")]


def test_an_import_adds_each_work_once_under_its_own_key_where_it_can():
    known, editor = make_reference(DOI="10.1000/known"), make_editor()
    items = [
        {**article(DOI="10.1000/KNOWN"), "id": "other"},
        {**article(), "id": "Fresh2001"},
        {**article(), "id": known.key},
        {**article(), "id": "no key at all"},
    ]

    made, existing = import_entries(entries=[read(item) for item in [*items, items[1]]], by=editor)

    assert [reference.key for reference in made] == ["fresh2001", "lane1998a", "lane1998b"]
    assert existing == [known, made[0]]


def test_an_import_keeps_what_its_source_says_of_the_study():
    said = read(article(), kind="research", study_type="randomised_trial")

    made, _ = import_entries(entries=[said, read(article())], by=make_editor())

    assert [(row.kind, row.study_type) for row in made] == [("research", "randomised_trial"), ("research", "")]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"kind": "book", "study_type": "cohort"}, "no-study"),
        ({"kind": "research", "study_type": "guess"}, "unknown-study"),
        ({"evidence_level": "certain"}, "unknown-level"),
    ],
)
def test_only_research_has_a_type_of_study_and_both_words_are_known_ones(fields, code):
    with pytest.raises(Refused) as caught:
        add_reference(csl=article(), by=make_editor(), **fields)

    assert [issue.code for issue in caught.value.issues] == [code]


def test_what_is_not_said_again_stays():
    reference, editor = make_reference(), make_editor()
    said = {"study_type": "cohort", "evidence_level": "moderate"}

    changed = update_reference(reference=reference, base=1, csl=reference.csl, by=editor, **said)
    same = update_reference(reference=changed, base=2, csl=reference.csl, by=editor)

    assert (same.revision, same.study_type, same.evidence_level) == (2, "cohort", "moderate")


def test_one_entry_that_cannot_be_used_refuses_the_whole_before_anything_is_added():
    with pytest.raises(Refused):
        import_entries(entries=[read(article()), read({"DOI": "nonsense"})], by=make_editor())

    assert Reference.objects.count() == 0


@pytest.mark.parametrize("act", ["add", "update", "standing", "merge"])
def test_if_the_event_cannot_be_written_nothing_is(act, monkeypatch):
    one, two, editor = make_reference(), make_reference(), make_editor()
    before = list(Reference.objects.values())
    acts = {
        "add": lambda: add_reference(csl=article(), by=editor),
        "update": lambda: update_reference(reference=one, base=1, csl=article(), by=editor),
        "standing": lambda: set_standing(reference=one, standing="concern", by=editor),
        "merge": lambda: merge_references(into=one, duplicate=two, by=editor),
    }

    def fail(**facts):
        raise RuntimeError("The record is full.")

    monkeypatch.setattr(rows, "append_event", fail)
    with pytest.raises(RuntimeError):
        acts[act]()

    assert list(Reference.objects.values()) == before
    assert StandingChange.objects.count() == 0
