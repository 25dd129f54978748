"""The table of plain words as people keep it: what is shipped, with what was added, changed and taken out."""

import pytest
from django.core.exceptions import PermissionDenied

from articles.actions.plain_terms import save_plain_term, take_out_plain_term
from articles.checks.plain_words import PlainWord, plain_words_in, shipped
from articles.models import PlainTerm
from articles.plain_terms import ADDED, CHANGED, OUT, SHIPPED, id_of, last_change_of_term, plain_table, rows_of
from editorial.record.models import Event
from editorial.shared.issues import Refused
from tests.builders import make_administrator, make_editor, make_user

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
