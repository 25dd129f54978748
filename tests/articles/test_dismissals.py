"""What a check asks about keeps the edition from the board until it is mended, or somebody has said why it stays."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from articles.actions import dismiss_finding, open_edition
from articles.findings import checked_in, references_known
from articles.models import Dismissal
from articles.queries import parts_of
from articles.requirements import draft_facts, draft_issues, draft_issues_each
from editorial.record.models import Event
from editorial.shared.issues import Refused
from references.actions import set_standing, update_reference
from references.enums import Standing
from reviews.actions import submit
from tests.builders import codes, confirm_all, edit, make_board, make_draft, make_editor, make_published, make_reference

pytestmark = pytest.mark.django_db
DOSE = "<p>Give 1.0 mg.</p>"


@pytest.fixture
def editor():
    make_board()
    return make_editor()


@pytest.fixture
def draft(editor):
    """A draft in whose first section a dose stands that is misread."""
    draft = make_draft(by=editor)
    edit(draft, "part-1", DOSE, by=editor, heading="Part 1")
    return draft


def standing(edition, check: str = "units"):
    return [
        one
        for text in checked_in(parts_of(edition), language="en")
        for one in text.standing
        if one.finding.check == check
    ]


def dismiss(edition, *, by, reason="The pump shows it so.", **other):
    (one,) = standing(edition)
    said = {"anchor": "part-1", "audience": "", "check": "units", "fingerprint": one.finding.fingerprint, **other}
    return dismiss_finding(edition=edition, reason=reason, by=by, **said)


def asked(edition) -> list[str]:
    return [issue.message for issue in draft_issues(edition) if issue.code == "finding-unanswered"]


def test_what_is_asked_about_holds_the_edition_up_until_it_is_answered(draft, editor):
    assert asked(draft) == ["“Part 1”, Doses that are misread: mend “1.0 mg”, or say why it stays."]

    dismissal = dismiss(draft, by=editor)

    assert asked(draft) == []
    assert (dismissal.reason, dismissal.printed_name) == ("The pump shows it so.", editor.printed_name)
    assert (dismissal.words, dismissal.sentence) == ("1.0 mg", "Give 1.0 mg.")
    assert Event.objects.filter(verb="finding.dismissed", subject=f"edition:{draft.pk}", actor=editor).count() == 1


def test_mending_the_words_answers_too(draft, editor):
    edit(draft, "part-1", "<p>Give 1 mg.</p>", by=editor)

    assert asked(draft) == []


def test_an_answer_holds_while_its_sentence_stands_and_no_longer(draft, editor):
    dismiss(draft, by=editor)
    edit(draft, "part-1", f"<p>More before.</p>{DOSE}", by=editor)
    kept = asked(draft)
    edit(draft, "part-1", "<p>Give 1.0 mg at once.</p>", by=editor)

    assert (kept, len(asked(draft))) == ([], 1)


def test_an_answer_is_of_one_audience_and_one_section(draft, editor):
    edit(draft, "part-2", DOSE, by=editor)

    dismiss_finding(
        edition=draft,
        anchor="part-1",
        audience="",
        check="units",
        fingerprint=standing(draft)[0].finding.fingerprint,
        reason="So.",
        by=editor,
    )

    assert [one.finding.anchor for one in standing(draft) if one.is_open] == ["part-2"]


def test_the_same_reason_again_writes_nothing_and_another_stands_instead(draft, editor):
    first = dismiss(draft, by=editor)
    again = dismiss(draft, by=editor)
    other = dismiss(draft, by=editor, reason="The label says so.")

    assert (again, Dismissal.objects.count()) == (first, 2)
    assert standing(draft)[0].dismissal == other


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"reason": " \n "}, "no-reason"),
        ({"reason": "x" * 1001}, "long-reason"),
        ({"fingerprint": "0" * 64}, "no-finding"),
        ({"audience": "patient"}, "no-finding"),
        ({"anchor": "part-2"}, "no-finding"),
        ({"check": "absolutes"}, "no-finding"),
        ({"anchor": "nowhere"}, "no-finding"),
    ],
)
def test_what_is_not_there_is_not_answered_and_nothing_without_a_reason(draft, editor, said, code):
    with pytest.raises(Refused) as refused:
        dismiss(draft, by=editor, **said)

    assert (codes(refused), Dismissal.objects.count()) == ([code], 0)


def test_only_who_may_edit_answers_and_only_in_a_draft(draft, editor):
    with pytest.raises(PermissionDenied):
        dismiss(draft, by=make_editor("Somebody else"))
    dismiss(draft, by=editor)
    confirm_all(draft, by=editor)
    submit(edition=draft, by=editor)

    with pytest.raises(Refused):
        dismiss(draft, by=editor, reason="Another.")
    assert Dismissal.objects.count() == 1


def test_an_answer_holds_in_the_next_edition(editor):
    live = make_published(by=editor)
    draft = open_edition(article=live.article, by=editor)
    edit(draft, "part-1", DOSE, by=editor)
    dismiss(draft, by=editor)

    assert [one.dismissal.edition for one in standing(draft)] == [draft]


def test_the_database_takes_no_answer_without_reason_late_or_elsewhere(draft, editor):
    dismissal = dismiss(draft, by=editor)
    other = make_draft(by=editor)
    fields = {
        "edition": draft,
        "section": dismissal.section,
        "check_key": "units",
        "fingerprint": "0" * 64,
        "by": editor,
    }

    for wrong in ({"reason": " "}, {"reason": "So.", "edition": other}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Dismissal.objects.create(**{**fields, **wrong})
    confirm_all(draft, by=editor)
    submit(edition=draft, by=editor)
    with pytest.raises(IntegrityError, match="is refused"), transaction.atomic():
        Dismissal.objects.create(**fields, reason="So.")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE articles_dismissal SET reason = 'x'")


def test_drafts_are_asked_about_in_as_many_queries_as_one(draft, editor, django_assert_num_queries):
    others = [make_draft(by=editor) for _ in range(2)]
    for one in others:
        edit(one, "part-1", DOSE, by=editor)
    facts, all_facts = draft_facts([draft]), draft_facts([draft, *others])
    with django_assert_num_queries(4):
        draft_issues_each(facts)

    with django_assert_num_queries(4):
        issues = draft_issues_each(all_facts)

    assert [len([one for one in some if one.code == "finding-unanswered"]) for some in issues.values()] == [1, 1, 1]


def test_what_is_known_of_a_reference_is_that_of_the_one_that_answers(editor, django_assert_num_queries):
    one, other = make_reference("one2001"), make_reference("two2002")
    update_reference(reference=one, base=one.revision, csl=one.csl, by=editor, evidence_level="low")
    set_standing(reference=other, standing=Standing.RETRACTED, by=None)

    with django_assert_num_queries(1):
        known = references_known(["one2001", "two2002", "none"])

    assert {key: (seen.certainty, seen.standing) for key, seen in known.items()} == {
        "one2001": ("low", "good"),
        "two2002": ("", "retracted"),
    }
