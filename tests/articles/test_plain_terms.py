"""The table of plain words as people keep it: what is shipped, with what was added, changed and taken out."""

import pytest
from django.core.exceptions import PermissionDenied

from articles.actions import save_section
from articles.actions.plain_terms import save_plain_term, take_out_plain_term
from articles.checks.plain_words import PlainWord, own_words_of, plain_words_in, shipped
from articles.findings import checked_in
from articles.models import PlainTerm
from articles.plain_terms import ADDED, CHANGED, OUT, SHIPPED, id_of, last_change_of_term, plain_table, rows_of
from articles.queries import part_of, parts_of
from articles.words.content import Wording
from editorial.record.models import Event
from editorial.shared.issues import Refused
from tests.builders import make_administrator, make_draft, make_editor, make_user

SAID = {"term": "oedema", "kind": "medical", "plain": "puffy skin", "note": "", "source": "Own"}


def instead_of(words: str) -> list[str]:
    return [one.entry.plain for one in plain_words_in(words, plain_table())]


def kept(term: str, **more: object) -> PlainTerm:
    return PlainTerm(id=id_of(term), term=term, kind="medical", plain="x", **more)


def test_rows_stand_in_for_the_shipped_ones_of_their_term():
    rows = rows_of(
        (PlainWord("a", "p"), PlainWord("b", "p"), PlainWord("c", "p")), [kept("b"), kept("c", is_out=True), kept("d")]
    )

    assert [(row.entry.term, row.state, row.entry.plain) for row in rows] == [
        ("a", SHIPPED, "p"),
        ("b", CHANGED, "x"),
        ("c", OUT, "x"),
        ("d", ADDED, "x"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("make", [make_editor, make_administrator])
def test_a_term_is_changed_taken_out_and_added_again_with_its_history(make):
    keeper = make()
    shipped_says = next(word.plain for word in shipped() if word.term == "oedema")
    assert instead_of("Edema") == [shipped_says]

    save_plain_term(by=keeper, **SAID)
    assert instead_of("Edema") == ["puffy skin"]
    take_out_plain_term(by=keeper, term="oedema")
    assert instead_of("Edema") == []
    save_plain_term(by=keeper, is_new=True, **SAID | {"plain": "swelling"})
    assert instead_of("Edema") == ["swelling"]

    history = PlainTerm.history.filter(id=id_of("oedema")).order_by("history_id")
    assert [(one.plain, one.is_out) for one in history] == [
        ("puffy skin", False),
        ("puffy skin", True),
        ("swelling", False),
    ]
    assert Event.objects.filter(verb="plain-term.saved").count() == 3


@pytest.mark.django_db
def test_the_same_again_writes_nothing():
    keeper = make_editor()
    save_plain_term(by=keeper, **SAID)

    save_plain_term(by=keeper, **SAID)

    assert Event.objects.filter(verb="plain-term.saved").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"term": "2nd"}, "term-form"),
        ({"term": "a<b"}, "term-form"),
        ({"plain": " ; "}, "no-plain"),
        ({"plain": "swelling; Oedema"}, "same"),
        ({"plain": "=1+1"}, "formula"),
        ({"kind": "odd"}, "kind"),
        ({"plain": "x" * 301}, "long"),
        ({"is_new": True}, "taken"),
        ({"base": 7}, "stale"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(wrong, code):
    with pytest.raises(Refused) as refused:
        save_plain_term(by=make_editor(), **SAID | wrong)

    assert [issue.code for issue in refused.value.issues] == [code]
    assert not PlainTerm.objects.exists()


@pytest.mark.django_db
def test_who_started_from_an_older_row_is_told():
    keeper = make_editor()
    begun = last_change_of_term(id_of("oedema"))
    save_plain_term(by=keeper, base=begun, **SAID)

    with pytest.raises(Refused):
        take_out_plain_term(by=keeper, term="oedema", base=begun)

    assert instead_of("oedema") == ["puffy skin"]


@pytest.mark.django_db
def test_others_keep_no_table():
    with pytest.raises(PermissionDenied):
        save_plain_term(by=make_user(), **SAID)
    with pytest.raises(PermissionDenied):
        take_out_plain_term(by=make_user(), term="oedema")


@pytest.mark.django_db
def test_a_term_that_is_in_no_table_cannot_be_taken_out():
    with pytest.raises(Refused):
        take_out_plain_term(by=make_editor(), term="no such term")


def named(edition) -> list[str]:
    """The words that the check of medical words points at, in the text for everyone."""
    found = checked_in(parts_of(edition), language="en")
    return [
        one.finding.pointed_at
        for text in found
        for one in text.standing
        if one.finding.check == "jargon" and not text.audience and one.finding.anchor == "part-1"
    ]


@pytest.fixture
def written():
    """A draft with a medical word that is shipped, one known by its ending, one that everybody is thought to know, and
    a word of no list."""
    owner = make_editor()
    edition = make_draft(by=owner)
    part = part_of(edition, "part-1")
    words = Wording("Part", "<p>Edema and cholecystitis are not asthma. A zorbel helps.</p>")
    save_section(edition=edition, anchor="part-1", base_version=part.version.pk, base=words, wordings={}, by=owner)
    return owner, edition


@pytest.mark.django_db
def test_the_check_of_medical_words_follows_the_table_as_it_is_kept(written):
    keeper, edition = written
    assert named(edition) == ["Edema", "cholecystitis"]

    save_plain_term(by=keeper, term="zorbel", kind="medical", plain="a stick")
    assert named(edition) == ["Edema", "cholecystitis", "zorbel"]
    save_plain_term(by=keeper, term="asthma", kind="medical", plain="tight chest")
    assert named(edition) == ["Edema", "cholecystitis", "asthma", "zorbel"]
    take_out_plain_term(by=keeper, term="oedema")
    assert named(edition) == ["cholecystitis", "asthma", "zorbel"]
    save_plain_term(by=keeper, term="cholecystitis", kind="medical", plain="sore gall bladder")
    take_out_plain_term(by=keeper, term="cholecystitis")
    assert named(edition) == ["asthma", "zorbel"]
    take_out_plain_term(by=keeper, term="zorbel")
    assert named(edition) == ["asthma"]


@pytest.mark.django_db
def test_what_is_said_instead_is_what_the_table_says_now(written):
    keeper, edition = written
    save_plain_term(by=keeper, **SAID)

    (one, *_) = [
        one
        for text in checked_in(parts_of(edition), language="en")
        for one in text.standing
        if one.finding.check == "jargon" and one.finding.anchor == "part-1"
    ]

    assert "puffy skin" in one.finding.message


@pytest.mark.django_db
def test_a_word_that_is_only_hard_is_no_medical_one(written):
    keeper, edition = written

    save_plain_term(by=keeper, **SAID | {"kind": "everyday"})

    assert named(edition) == ["cholecystitis"]


def test_own_words_are_the_same_in_whatever_order_they_are_read():
    rows = [PlainWord("a", "p"), PlainWord("b", "q")]

    assert own_words_of(rows, []) == own_words_of(rows[::-1], [])
    assert len({own_words_of([], []), own_words_of(rows, []), own_words_of([], rows), own_words_of(rows[:1], [])}) == 4
