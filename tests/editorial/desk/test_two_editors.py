"""Two people in one section: joined where they may be, asked where they must be, and nothing of either gone."""

import re
from html import unescape
from urllib.parse import parse_qs

import pytest

from articles.actions import save_section
from articles.models import Contribution, Edition, SectionVersion
from articles.queries import part_of
from articles.words.content import Wording
from editorial.desk.views import sections
from editorial.scratch.queries import copies_of
from tests.builders import make_board, make_draft, make_editor, make_member
from tests.editorial.desk.test_section import messages_of, page_of, said, typed

pytestmark = pytest.mark.django_db

DOSE, WATER, VISIT = (
    "<p>Take 5 mg daily with food.</p>",
    "<p>Drink enough water every day.</p>",
    "<p>See your doctor in a week.</p>",
)
BEGAN = DOSE + WATER + VISIT


@pytest.fixture(scope="module")
def built(before_all):
    owner, other = make_editor("Owner"), make_editor("Editor Two")
    edition = make_draft(by=owner)
    save(edition, BEGAN, by=owner)
    return owner, other, edition


@pytest.fixture
def people(client, built, own):
    owner, other, edition = own(built)
    client.force_login(owner)
    return owner, other, edition


def save(edition: Edition, html: str, *, by, wordings=None) -> SectionVersion:
    part = part_of(edition, "part-1")
    version, _ = save_section(
        edition=edition,
        anchor="part-1",
        base_version=part.version.pk,
        base=Wording("Part 1", html),
        wordings=part.content.wordings if wordings is None else wordings,
        by=by,
    )
    return version


def save_as_other(edition: Edition, other, html: str, **more) -> SectionVersion:
    """By somebody who works on the article too."""
    edition.article.collaborators.get_or_create(user=other)
    return save(edition, html, by=other, **more)


def form_of(answer) -> dict[str, str]:
    """What the page of the questions would send, with nothing chosen."""
    form = re.search(r'<form class="meeting".*?</form>', answer.text, re.DOTALL)[0]
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    words = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', form, re.DOTALL)
    return {name: unescape(value) for name, value in [*hidden, *words]}


def choices(answer, *names: str) -> dict[str, str]:
    return {one.name: name for one, name in zip(answer.context["asked"], names, strict=True)}


def test_different_paragraphs_are_joined_and_saved_with_a_word_about_it(client, people):
    owner, other, edition = people
    mine = typed(part_of(edition, "part-1"), everyone__html=BEGAN.replace("a week", "two weeks"))
    theirs = save_as_other(edition, other, BEGAN.replace("5 mg", "10 mg"))

    answer = client.post(page_of(edition), mine, follow=True)

    assert said(edition).base.html == BEGAN.replace("5 mg", "10 mg").replace("a week", "two weeks")
    [saved, joined] = messages_of(answer)
    assert saved.startswith("Saved as version")
    assert joined.startswith("Joined with what Editor Two saved at")
    assert f"?from={theirs.number}&amp;to={theirs.number + 1}" in answer.text
    hands = Contribution.objects.filter(version=part_of(edition, "part-1").version)
    assert {(hand.user, hand.came_from) for hand in hands} == {(owner, theirs)}


def test_neighbours_are_named(client, people):
    _, other, edition = people
    mine = typed(part_of(edition, "part-1"), everyone__html=BEGAN.replace("enough", "no"))
    save_as_other(edition, other, BEGAN.replace("5 mg", "10 mg"))

    answer = client.post(page_of(edition), mine, follow=True)

    assert "read “Take 10 mg daily with food.” and “Drink no water every day.” together" in messages_of(answer)[-1]


def test_the_same_paragraph_is_asked_with_both_sides_and_an_offer_with_what_could_hurt(client, people):
    _, other, edition = people
    mine = typed(part_of(edition, "part-1"), everyone__html=BEGAN.replace("with food", "without food"))
    theirs = save_as_other(edition, other, BEGAN.replace("5 mg", "10 mg"))

    answer = client.post(page_of(edition), mine)

    assert answer.status_code == 409
    assert part_of(edition, "part-1").version == theirs
    [asking] = answer.context["asked"]
    assert [option.name for option in asking.options] == ["mine", "theirs", "merged", "base"]
    assert [option.is_chosen for option in asking.options] == [False] * 4
    offer = asking.options[2]
    assert {look.label for look in offer.looks.looks} >= {"Dose or amount"}
    assert "Save over theirs" not in answer.text
    assert (
        form_of(answer).items()
        >= {"base_version": mine["base_version"], "everyone-html": mine["everyone-html"]}.items()
    )


@pytest.mark.parametrize(
    ("choice", "dose", "kept"),
    [
        ("mine", "Take 5 mg daily without food.", 0),
        ("theirs", "Take 10 mg daily with food.", 1),
        ("merged", "Take 10 mg daily without food.", 0),
        ("base", "Take 5 mg daily with food.", 1),
    ],
)
def test_each_side_can_be_chosen_and_what_is_not_stays_in_the_history_or_with_its_writer(
    client, people, choice, dose, kept
):
    owner, other, edition = people
    mine = typed(part_of(edition, "part-1"), everyone__html=BEGAN.replace("with food", "without food"))
    theirs = save_as_other(edition, other, BEGAN.replace("5 mg", "10 mg"))
    answer = client.post(page_of(edition), mine)

    after = client.post(page_of(edition), form_of(answer) | choices(answer, choice), follow=True)

    assert said(edition).base.html == f"<p>{dose}</p>{WATER}{VISIT}"
    assert theirs in SectionVersion.objects.filter(section__anchor="part-1")
    copies = list(copies_of(owner, page=page_of(edition)))
    assert [parse_qs(copy.sent)["everyone-html"] for copy in copies] == [[mine["everyone-html"]]] * kept
    assert ("You had typed this, and it is not saved" in after.text) == bool(kept)
    assert list(copies_of(other)) == []


def test_without_an_answer_nothing_is_saved(client, people):
    _, other, edition = people
    mine = typed(part_of(edition, "part-1"), everyone__html=BEGAN.replace("with food", "without food"))
    theirs = save_as_other(edition, other, BEGAN.replace("5 mg", "10 mg"))
    answer = client.post(page_of(edition), mine)

    again = client.post(page_of(edition), form_of(answer) | choices(answer, "nonsense"))

    assert (again.status_code, again.context["undecided"]) == (409, 1)
    assert "1 choice is still open" in again.text
    assert part_of(edition, "part-1").version == theirs


def test_one_side_is_chosen_everywhere_and_saved_only_then(client, people):
    _, other, edition = people
    mine = typed(part_of(edition, "part-1"), everyone__html=BEGAN.replace("5 mg", "2 mg").replace("a week", "a month"))
    theirs = save_as_other(edition, other, BEGAN.replace("5 mg", "10 mg").replace("a week", "a year"))
    answer = client.post(page_of(edition), mine)

    chosen = client.post(page_of(edition), form_of(answer) | {"everywhere": "theirs"})
    assert chosen.status_code == 409
    assert [[one.name for one in asking.options if one.is_chosen] for asking in chosen.context["asked"]] == [
        ["theirs"]
    ] * 2
    after = client.post(page_of(edition), form_of(chosen) | choices(chosen, "theirs", "theirs"), follow=True)

    assert part_of(edition, "part-1").version == theirs
    assert f"The section says what Editor Two saved as version {theirs.number}." in messages_of(after)


def test_a_third_save_meanwhile_keeps_the_answers_that_still_fit(client, people):
    _, other, edition = people
    mine = typed(part_of(edition, "part-1"), everyone__html=BEGAN.replace("5 mg", "2 mg").replace("a week", "a month"))
    save_as_other(edition, other, BEGAN.replace("5 mg", "10 mg").replace("a week", "a year"))
    answer = client.post(page_of(edition), mine)
    save_as_other(edition, other, BEGAN.replace("5 mg", "10 mg").replace("a week", "a day"))

    again = client.post(page_of(edition), form_of(answer) | choices(answer, "mine", "theirs"))

    assert again.status_code == 409
    assert [one.is_open for one in again.context["asked"]] == [False, True]
    client.post(page_of(edition), form_of(again) | choices(again, "mine", "theirs"))
    assert said(edition).base.html == BEGAN.replace("5 mg", "2 mg").replace("a week", "a day")


def test_what_was_not_chosen_is_kept_also_where_somebody_saves_between_answer_and_save(client, people, monkeypatch):
    owner, other, edition = people
    mine = typed(part_of(edition, "part-1"), everyone__html=BEGAN.replace("with food", "without food"))
    theirs = BEGAN.replace("5 mg", "10 mg")
    save_as_other(edition, other, theirs)
    answer = client.post(page_of(edition), mine)
    write, late = sections._write, [theirs.replace("a week", "two weeks")]

    def written(request, draft, part, words, met, merge_here):
        if met and late:
            save_as_other(edition, other, late.pop())
        return write(request, draft, part, words, met, merge_here)

    monkeypatch.setattr(sections, "_write", written)
    client.post(page_of(edition), form_of(answer) | choices(answer, "theirs"))

    assert late == []
    assert said(edition).base.html == theirs.replace("a week", "two weeks")
    assert [parse_qs(copy.sent)["everyone-html"] for copy in copies_of(owner)] == [[mine["everyone-html"]]]


def test_the_answers_can_be_written_on_before_they_are_saved(client, people):
    _, other, edition = people
    mine = typed(part_of(edition, "part-1"), everyone__html=BEGAN.replace("with food", "without food"))
    theirs = save_as_other(edition, other, BEGAN.replace("5 mg", "10 mg"))
    answer = client.post(page_of(edition), mine)

    editor = client.post(page_of(edition), form_of(answer) | choices(answer, "merged") | {"then": "edit"})

    assert editor.status_code == 409
    assert "Take 10 mg daily without food." in editor.context["forms"].forms[""]["html"].value()
    assert f'name="base_version" value="{theirs.pk}"' in editor.text
    assert part_of(edition, "part-1").version == theirs


def test_what_they_saved_can_be_brought_into_the_form_without_saving(client, people):
    _, other, edition = people
    mine = typed(part_of(edition, "part-1"), everyone__html=BEGAN.replace("a week", "two weeks"), then="edit")
    theirs = save_as_other(edition, other, BEGAN.replace("5 mg", "10 mg"))

    editor = client.post(page_of(edition), mine)

    assert editor.status_code == 409
    html = editor.context["forms"].forms[""]["html"].value().replace("\n", "")
    assert html == BEGAN.replace("5 mg", "10 mg").replace("a week", "two weeks")
    assert part_of(edition, "part-1").version == theirs


def test_where_nobody_saved_there_is_nothing_to_bring_in(client, people):
    _, _, edition = people
    mine = typed(part_of(edition, "part-1"), everyone__html="<p>Mine.</p>", then="edit")

    editor = client.post(page_of(edition), mine)

    assert (editor.status_code, editor.context.get("meeting")) == (409, None)
    assert editor.context["forms"].forms[""]["html"].value() == "<p>Mine.</p>"
    assert said(edition).base.html == BEGAN


def test_the_page_of_two_texts_is_for_who_writes_the_article_alone(client, people):
    _, other, edition = people
    mine = typed(part_of(edition, "part-1"), everyone__html=BEGAN.replace("with food", "without food"))
    save_as_other(edition, other, BEGAN.replace("5 mg", "10 mg"))
    assert "10 mg" in client.post(page_of(edition), mine).text

    for stranger in (make_editor("Stranger"), make_member(make_board())):
        client.force_login(stranger)
        answer = client.post(page_of(edition), mine)
        assert (answer.status_code, "10 mg" in answer.text) == (404, False)
    client.logout()
    assert "10 mg" not in client.post(page_of(edition), mine, follow=True).text


@pytest.mark.parametrize("pressed", [{}, {"still_right": "patient"}])
def test_a_wording_written_beside_other_words_is_looked_at_before_it_is_saved(client, people, pressed):
    """Saving it would say that it is right beside a text for everyone that its writer has not seen."""
    _, other, edition = people
    changes = {} if pressed else {"for_patient__html": "<p>Mine.</p>"}
    mine = typed(part_of(edition, "part-1"), **changes, **pressed)
    theirs = save_as_other(edition, other, BEGAN.replace("5 mg", "10 mg"))

    answer = client.post(page_of(edition), mine)

    assert answer.status_code == 409
    assert part_of(edition, "part-1").version == theirs
    forms = answer.context["forms"].forms
    assert "10 mg" in forms[""]["html"].value()
    assert changes == {} or forms["patient"]["html"].value() == "<p>Mine.</p>"


@pytest.mark.parametrize("base", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_an_unknown_base_is_asked_never_overwritten(client, people, base):
    _, _, edition = people
    data = typed(part_of(edition, "part-1"), everyone__html="<p>Mine.</p>") | {"base_version": base}

    answer = client.post(page_of(edition), data)

    assert answer.status_code == 409
    assert [(one.audience, one.part) for one in answer.context["asked"]] == [("Everyone", "Text")]
    assert said(edition).base.html == BEGAN
    client.post(page_of(edition), form_of(answer) | choices(answer, "mine"))
    assert said(edition).base.html == "<p>Mine.</p>"


def test_a_title_that_both_changed_is_asked_of_the_front(client, people):
    _, other, edition = people
    part = part_of(edition, "front")
    mine = typed(part, everyone__heading="My title")
    edition.article.collaborators.get_or_create(user=other)
    save_section(
        edition=edition,
        anchor="front",
        base_version=part.version.pk,
        base=Wording(**{**part.content.base.as_dict(), "heading": "Their title"}),
        wordings=part.content.wordings,
        by=other,
    )

    answer = client.post(page_of(edition, "front"), mine)

    assert [(one.audience, one.part) for one in answer.context["asked"]] == [("Everyone", "Heading")]
    client.post(page_of(edition, "front"), form_of(answer) | choices(answer, "mine"))
    assert said(edition, "front").base.heading == "My title"
