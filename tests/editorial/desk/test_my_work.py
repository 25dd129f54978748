"""My work: what waits for somebody in every role, and what it costs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import FollowUp
from editorial.desk import setting_up
from editorial.desk.my_work import MyWork, my_work_of
from references.actions import set_standing
from references.enums import Standing
from reviews.actions import assign, begin_review, return_to_editor, take_back
from reviews.actions.alarms import raise_alarms
from reviews.enums import Verdict
from reviews.models import Approval
from tests.builders import (
    approve,
    edit,
    make_administrator,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_published,
    make_reference,
    make_submitted,
    make_user,
    sign,
    sign_all,
)

pytestmark = pytest.mark.django_db
PAGE = "/my-work/"


def waiting(work: MyWork) -> dict[str, int]:
    return {group.key: group.total for group in work.waiting}


def verbs(work: MyWork) -> dict[str, list[str]]:
    return {group.key: [task.verb for task in group.tasks] for group in work.waiting}


@pytest.fixture
def board():
    return make_board()


def test_nobody_who_is_not_signed_in_comes_here(client):
    assert client.get(PAGE)["Location"] == f"/accounts/login/?next={PAGE}"


def test_who_has_no_role_gets_a_friendly_word(client):
    client.force_login(make_user("Nobody"))

    assert "It has no desk and no place on the board yet." in client.get(PAGE).text


def test_nothing_waits_is_said_only_when_nothing_does(client, board):
    editor = make_editor()
    client.force_login(editor)
    assert "Nothing waits for you." in client.get(PAGE).text

    draft = make_draft(by=editor)
    text = client.get(PAGE).text
    assert ("Nothing waits for you." in text, "1 thing needs you." in text, draft.article.slug in text) == (
        False,
        True,
        True,
    )


def test_the_chair_is_never_told_that_nothing_waits_while_the_board_waits_for_them(client, board):
    chair, member = make_chair(board), make_member(board)
    ready, late, request = make_submitted(), make_submitted(), make_submitted()
    sign_all(ready, member, make_member(board))
    assign(article=late.article, user=member, by=chair, due_on=timezone.localdate() - timedelta(days=2))
    sign(version=request.pins.first().version, verdict=Verdict.REQUEST_CHANGES, note="Why?", by=member)

    work = my_work_of(chair)

    assert [group.key for group in work.waiting if group.key not in ("yourself", "reviews")] == [
        "chase",
        "approve",
        "settle",
        "assign",
    ]
    assert (verbs(work)["approve"], verbs(work)["settle"], verbs(work)["chase"]) == (
        ["See it and approve"],
        ["Settle"],
        ["Ask others"],
    )
    client.force_login(chair)
    assert "Nothing waits for you" not in client.get(PAGE).text


def test_the_chair_is_called_you_among_those_who_can_be_asked(client, board):
    chair, member = make_chair(board), make_member(board, "Another Member")
    make_submitted()

    (task,) = next(group for group in my_work_of(chair).waiting if group.key == "assign").tasks

    assert sorted(task.text.removeprefix("Can be asked: ").rstrip(".").split(", ")) == [member.display_name, "you"]
    client.force_login(chair)
    dashboard = client.get("/chair/").text
    assert "you (every section)" in dashboard
    assert f"{chair.display_name} (every section)" not in dashboard


def test_every_link_of_the_chair_leads_to_a_page(client, board):
    chair, member = make_chair(board), make_member(board)
    sign_all(make_submitted(), member, make_member(board))
    sign(version=make_submitted().pins.first().version, verdict=Verdict.REQUEST_CHANGES, note="Why?", by=member)
    client.force_login(chair)

    links = {task.url for group in my_work_of(chair).waiting for task in group.tasks}
    links |= {group.more for group in my_work_of(chair).waiting if group.more}

    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_a_member_finds_what_they_were_asked_with_its_day(board):
    member, chair = make_member(board), make_chair(board)
    edition, day = make_submitted(), timezone.localdate() + timedelta(days=5)
    assign(article=edition.article, user=member, by=chair, due_on=day)

    (group,) = [group for group in my_work_of(member).waiting if group.key == "reviews"]

    assert [(task.verb, task.due, task.is_late) for task in group.tasks] == [("Review", day, False)]


def test_what_a_member_has_decided_does_not_wait_for_them(board):
    member = make_member(board)
    edition = make_submitted()
    assert waiting(my_work_of(member)) == {"reviews": 1}

    sign_all(edition, member)

    assert my_work_of(member).is_calm


def test_an_editor_reads_the_letter_first_and_sees_who_holds_what_until_when(board):
    editor, chair, member = make_editor(), make_chair(board), make_member(board, "Dr Reader")
    back, held = make_submitted(by=editor), make_submitted(by=editor)
    begin_review(edition=back, by=member)
    return_to_editor(edition=back, text="Say more about doses.", by=chair)
    assign(article=held.article, user=member, by=chair, due_on=timezone.localdate() + timedelta(days=5))

    work = my_work_of(editor)
    (task,) = work.waiting[0].tasks
    (other,) = work.others[0].tasks

    assert (task.verb, "Say more about doses." in task.text) == ("Read the letter", True)
    assert other.text.startswith("Dr Reader until ")


def test_questions_of_readers_wait_for_their_editor_and_for_no_other(board):
    editor, other = make_editor(), make_editor()
    edition = make_published(by=editor)
    FollowUp.objects.create(article=edition.article, question="And with milk?")

    assert (waiting(my_work_of(editor)), waiting(my_work_of(other))) == ({"questions": 1}, {})


def test_somebody_with_two_roles_has_both_on_one_page(board):
    person = make_member(board)
    person.is_editor = True
    person.save()
    make_draft(by=person)
    make_submitted()

    assert waiting(my_work_of(person)) == {"reviews": 1, "drafts": 1}


def test_other_peoples_words_stand_on_no_page(client, board):
    make_draft(by=make_editor(), slug="canary-draft")
    elsewhere = make_board(name="Another board")
    strangers = [make_editor(), make_member(elsewhere), make_chair(elsewhere), make_administrator()]
    edition = make_submitted(slug="canary-submitted")
    texts = []
    for person in strangers:
        client.force_login(person)
        texts.append(client.get(PAGE).text)

    assert [("canary" in text, str(edition.pk) in text) for text in texts] == [(False, False)] * 4


def test_the_first_steps_go_with_the_first_deed(board):
    member, editor, chair = make_member(board), make_editor(), make_chair(board)
    assert [len(my_work_of(one).first_steps[0].steps) for one in (member, editor, chair)] == [3, 3, 3]

    edition = make_submitted(by=editor)
    sign_all(edition, member, make_member(board))
    approve(edition=edition, by=chair)

    assert Approval.objects.count() == 1
    assert [my_work_of(one).first_steps for one in (member, editor, chair)] == [[], [], []]


def test_the_list_of_an_administrator_ends(client, monkeypatch):
    administrator = make_administrator()
    client.force_login(administrator)
    before = my_work_of(administrator)
    monkeypatch.setattr(
        setting_up, "STEPS", [(title, why, url, lambda: True) for title, why, url, _ in setting_up.STEPS]
    )
    after = my_work_of(administrator)

    assert (before.is_calm, after.is_calm, after.setting_up) == (False, True, [])
    assert "Nothing waits for you." in client.get(PAGE).text


def test_what_is_set_up_is_done_in_the_list(board):
    make_chair(board)

    done = {str(step.title): step.is_done for step in setting_up.steps_left()}

    assert (done["A board with a chair"], done["A default review policy"], done["People"]) == (True, True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_many(client, board, django_assert_num_queries, count):
    person, member = make_chair(board), make_member(board)
    person.is_editor = person.is_staff = True
    person.save()
    for _ in range(count):
        make_draft(by=person)
        begin_review(edition=make_submitted(by=person), by=member)
        take_back(edition=make_submitted(by=person), by=person)
        late, asked = make_submitted(), make_submitted()
        assign(article=late.article, user=member, by=person, due_on=timezone.localdate() - timedelta(days=2))
        sign(version=asked.pins.first().version, verdict=Verdict.REQUEST_CHANGES, note="Why?", by=member)
    client.force_login(person)
    client.get(PAGE)

    with django_assert_num_queries(105):
        client.get(PAGE)


def test_a_retraction_stands_before_everything_until_its_sentences_are_decided(board):
    editor = make_editor()
    reference = make_reference("boyer2005")
    draft = make_draft(by=editor)
    edit(draft, "part-2", '<p>Serotonin does it. <cite data-ref="boyer2005"></cite></p>', by=editor)
    set_standing(reference=reference, standing=Standing.RETRACTED, by=None, source="retraction-watch")
    raise_alarms()

    group = my_work_of(editor).waiting[0]

    assert (group.key, [(task.verb, task.text) for task in group.tasks]) == (
        "evidence",
        [("Decide", "1 sentence to decide")],
    )
    assert my_work_of(make_editor()).waiting == []
