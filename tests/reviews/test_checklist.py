"""The policy's questions: written by administrators, answered while signing, kept as they were asked."""

import json

import pytest

from editorial.shared.issues import Refused
from reviews.actions import create_policy
from reviews.enums import Verdict
from reviews.models import PolicyVersion, SignOff
from reviews.rules.checklist import checklist_from_lines, checklist_issues, lines_of
from reviews.rules.signoffs import Answer, answer_issues, questions_for
from tests.builders import codes, make_administrator, make_board, sign
from tests.reviews.scenes import Scene, make_scene

LINES = """Do the sources say so? [required; reason if no]
Is every dose right? [dosing, risks; required]
Is it plain (for a patient)?"""
CHECKLIST = checklist_from_lines(LINES)
SOURCES = "do-the-sources-say-so"
PLAIN = "is-it-plain-for-a-patient"


def test_lines_are_questions_and_back():
    assert CHECKLIST == [
        {"key": SOURCES, "text": "Do the sources say so?", "kinds": [], "required": True, "reason_on_no": True},
        {
            "key": "is-every-dose-right",
            "text": "Is every dose right?",
            "kinds": ["dosing", "risks"],
            "required": True,
            "reason_on_no": False,
        },
        {"key": PLAIN, "text": "Is it plain (for a patient)?", "kinds": [], "required": False, "reason_on_no": False},
    ]
    assert lines_of(CHECKLIST) == LINES
    assert checklist_issues(CHECKLIST) == []


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("Twice?\nTwice?", "“Twice?” is asked twice, or too much like another question."),
        ("Right? [doses]", "“doses” is no kind of section; there are: "),
        ("[required]", "A question needs words."),
        ("x" * 301, f"“{'x' * 40}…” is longer than 300 characters."),
        ("\n".join(f"Question {number}?" for number in range(13)), "Ask at most 12 questions"),
    ],
)
def test_what_cannot_be_asked_is_said(lines, said):
    issues = checklist_issues(checklist_from_lines(lines))

    assert [issue.message.startswith(said) for issue in issues] == [True]


def test_each_kind_of_section_has_its_questions():
    policy = PolicyVersion(checklist=CHECKLIST)

    assert [question.key for question in questions_for(policy, "dosing")] == [SOURCES, "is-every-dose-right", PLAIN]
    assert [question.key for question in questions_for(policy, "body")] == [SOURCES, PLAIN]


@pytest.mark.parametrize(
    ("answers", "verdict", "found"),
    [
        ({}, Verdict.APPROVE, ["unanswered"]),
        ({SOURCES: Answer("perhaps")}, Verdict.APPROVE, ["unanswered"]),
        ({SOURCES: Answer("yes")}, Verdict.APPROVE, []),
        ({SOURCES: Answer("no", " ")}, Verdict.APPROVE, ["no-reason"]),
        ({SOURCES: Answer("no", "One is missing.")}, Verdict.APPROVE, []),
        ({}, Verdict.REQUEST_CHANGES, []),
        ({SOURCES: Answer("no")}, Verdict.REQUEST_CHANGES, ["no-reason"]),
        ({}, Verdict.OUTSIDE_FIELD, []),
    ],
)
def test_an_approval_needs_what_is_required(answers, verdict, found):
    questions = questions_for(PolicyVersion(checklist=CHECKLIST), "body")

    assert [issue.code for issue in answer_issues(questions, answers, verdict)] == found


@pytest.fixture(scope="module")
def built(before_all) -> Scene:
    board = make_board(checklist=CHECKLIST)
    return make_scene(board=board)


@pytest.fixture
def scene(built, own) -> Scene:
    return own(built)


def answers(scene: Scene, anchor: str, **given: str) -> dict[str, str]:
    pk = scene.version(anchor).pk
    return {f"{pk}-{name}": value for name, value in given.items()}


@pytest.mark.django_db
def test_a_policy_with_a_bad_checklist_is_refused():
    board, before = make_board(), PolicyVersion.objects.count()

    with pytest.raises(Refused) as refused:
        create_policy(board=board, name="X", by=make_administrator(), checklist=checklist_from_lines("A? [doses]"))

    assert (codes(refused), PolicyVersion.objects.count()) == (["checklist"], before)


def test_another_question_is_another_version_of_the_policy(scene):
    administrator = make_administrator()
    same = create_policy(board=scene.board, name="P", by=administrator, checklist=CHECKLIST)
    again = create_policy(board=scene.board, name="P", by=administrator, checklist=CHECKLIST)
    less = create_policy(board=scene.board, name="P", by=administrator, checklist=CHECKLIST[:1])

    assert (again.pk == same.pk, less.number, len(same.checklist)) == (True, 2, 3)


def test_the_page_asks_and_a_missing_answer_is_said_at_the_question(scene):
    page = scene.get("member").content.decode()

    response = scene.post("member", "sign", **scene.verdict("part-1"))

    assert page.count("Do the sources say so?") == 3
    assert "Is every dose right?" not in page
    assert (response.status_code, SignOff.objects.count()) == (422, 0)
    assert "“Part 1”: Answer this question before you approve: “Do the sources say so?”" in response.content.decode()


def test_no_needs_its_reason_and_what_was_typed_stays(scene):
    data = scene.verdict("part-1", note="A thought.") | answers(scene, "part-1", **{f"answer_{SOURCES}": "no"})

    response = scene.post("member", "sign", **data)

    page = response.content.decode()
    assert (response.status_code, SignOff.objects.count()) == (422, 0)
    assert "You answered “no”: say why." in page
    assert "A thought." in page


def test_the_signature_keeps_questions_and_answers_in_their_words(scene):
    given = answers(
        scene, "part-1", **{f"answer_{SOURCES}": "no", f"reason_{SOURCES}": "One does not.", f"answer_{PLAIN}": "yes"}
    )

    scene.post("member", "sign", **scene.verdict("part-1"), **given)
    create_policy(board=scene.board, name=f"{scene.board.name} policy", by=make_administrator(), is_default=True)

    assert json.loads(SignOff.objects.get().content)["checklist"] == [
        {"key": SOURCES, "text": "Do the sources say so?", "answer": "no", "reason": "One does not."},
        {"key": PLAIN, "text": "Is it plain (for a patient)?", "answer": "yes", "reason": ""},
    ]


def test_a_question_left_open_is_kept_as_left_open(scene):
    signed = sign(
        version=scene.version("part-1"), verdict=Verdict.APPROVE, by=scene.member, answers={SOURCES: Answer("yes")}
    )

    assert [row["answer"] for row in json.loads(signed.content)["checklist"]] == ["yes", ""]


def test_hidden_characters_in_a_reason_are_refused(scene):
    with pytest.raises(Refused) as refused:
        sign(
            version=scene.version("part-1"),
            verdict=Verdict.APPROVE,
            by=scene.member,
            answers={SOURCES: Answer("no", "Not\u202e so.")},
        )

    assert (codes(refused), SignOff.objects.count()) == (["hidden-character"], 0)
