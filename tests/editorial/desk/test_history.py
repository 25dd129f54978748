"""The article's history for its editors: in words, complete, and the way to bring words back."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

from articles.actions import add_collaborator, rename_article, save_section, set_topic
from articles.models import Edition, FollowUp
from articles.queries import part_of
from articles.words.comparison import changes_between
from articles.words.content import OutlineEntry, SectionContent, Wording
from editorial.record.actions import append_event, article_chain
from references.actions import set_standing
from references.enums import Standing
from reviews.actions import return_to_editor
from reviews.actions.alarms import decide_sentence
from reviews.enums import AssignmentStatus, EvidenceVerdict, Verdict
from reviews.models import ReviewPolicy
from reviews.record.timeline import SENTENCES
from reviews.rules.evidence import sentences_on
from reviews.rules.transitions import Move
from tests.builders import (
    article_of,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_published,
    make_reference,
    make_submitted,
    sign,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all):
    owner = make_editor("Owner")
    return owner, make_draft(by=owner)


@pytest.fixture
def editor(client, built, own):
    person = own(built)[0]
    client.force_login(person)
    return person


@pytest.fixture
def edition(built, own):
    """A draft of the editor's, complete."""
    return own(built)[1]


def history_of(edition: Edition, below: str = "") -> str:
    return f"/desk/articles/{article_of(edition).slug}/history/{below}"


def change(edition: Edition, by, html: str = "<p>Take 10 mg.</p>") -> None:
    part = part_of(edition, "part-1")
    save_section(
        edition=edition,
        anchor="part-1",
        base_version=part.version.pk,
        base=Wording("Part 1", html),
        wordings=part.content.wordings,
        by=by,
    )


def told(client, edition: Edition) -> list[str]:
    return [f"{entry.who} {entry.text}" for entry in client.get(history_of(edition)).context["entries"]]


# Every verb has a sentence


def verbs_in(source: str) -> set[str]:
    """Every text in a program that looks like a verb of the record, with what its placeholders can be."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            for value in [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "verb")]:
                found |= texts_of(value)
    return {verb for verb in found if is_verb(verb)}


def texts_of(node: ast.expr) -> set[str]:
    match node:
        case ast.Constant(value=str() as text):
            return {text}
        case ast.IfExp():
            return texts_of(node.body) | texts_of(node.orelse)
        case ast.JoinedStr(values=[ast.Constant(value="edition."), _]):
            return {f"edition.{move}" for move in Move}
        case ast.JoinedStr(values=[ast.Constant(value="review."), _]):
            return {f"review.{status}" for status in (AssignmentStatus.ACCEPTED, AssignmentStatus.DECLINED)}
    return set()


def is_verb(text: str) -> bool:
    kind, dot, what = text.partition(".")
    return bool(dot) and all(part.replace("_", "").isalpha() and part.islower() for part in (kind, what))


def programs() -> list[Path]:
    root = Path(settings.BASE_DIR)
    folders = [root / "articles" / "actions", root / "reviews" / "actions"]
    writers = [path for folder in folders for path in folder.rglob("*.py")]
    return [*writers, root / "reviews" / "rules" / "transitions.py"]


def test_every_verb_that_the_code_writes_has_a_sentence():
    written = set().union(*(verbs_in(path.read_text()) for path in programs()))
    # What only looks like one: the name of a task.
    written -= {verb for verb in written if verb.startswith("reviews.")}

    assert written - set(SENTENCES) == set()
    assert len(written) > 30


def test_the_search_for_verbs_sees_one_without_a_sentence():
    assert verbs_in('append_event(chain=c, verb="edition.exploded", by=None)') == {"edition.exploded"}
    assert verbs_in('_record(edition, "section.shouted", by)') == {"section.shouted"}
    assert verbs_in('x = "edition.no_call"') == set()


# In words


def test_the_history_tells_who_did_what_the_newest_first(client, editor, edition):
    change(edition, editor)
    add_collaborator(article=article_of(edition), user=make_editor("Friend"), by=editor)

    assert told(client, edition)[:2] == ["Owner invited Friend to work on the article.", "Owner changed “Part 1”."]
    assert told(client, edition)[-1] == "Owner began the article."


def test_signatures_letters_and_their_words_are_told(client, editor):
    edition = make_submitted(by=editor)
    board = ReviewPolicy.objects.get().board
    version = part_of(edition, "part-1").version
    sign(version=version, verdict=Verdict.REQUEST_CHANGES, note="How often?", by=make_member(board, "Dr A"))
    return_to_editor(edition=edition, text="Please answer Dr A.", by=make_chair(board, "Dr Chair"))

    entries = client.get(history_of(edition)).context["entries"]

    assert [(entry.who, entry.text, entry.note) for entry in entries[:2]] == [
        ("Dr Chair", "returned edition 1 with a letter.", "Please answer Dr A."),
        ("Dr A", "asked for changes in “Part 1”.", "How often?"),
    ]


def test_a_decision_on_evidence_is_told_with_its_reason(client, editor, edition):
    reference = make_reference("boyer2005")
    change(edition, editor, '<p>It twitches. <cite data-ref="boyer2005"></cite></p>')
    set_standing(reference=reference, standing=Standing.RETRACTED, by=None)
    [sentence] = sentences_on([reference])
    decide_sentence(
        reference=reference,
        section=sentence.section,
        audience=sentence.audience,
        digest=sentence.digest,
        verdict=EvidenceVerdict.REWRITE,
        reason="Nothing else says so.",
        by=editor,
    )

    entry = client.get(history_of(edition)).context["entries"][0]

    assert (entry.who, entry.text, entry.note) == (
        "Owner",
        "decided what becomes of a sentence in “Part 1” whose evidence changed.",
        "Rewrite the sentence: Nothing else says so.",
    )


def test_what_a_later_program_wrote_is_shown_as_it_stands(client, editor, edition):
    append_event(chain=article_chain(edition.article_id), verb="moon.landed", subject="moon:1", by=None)

    assert told(client, edition)[0] == "The system moon.landed"


def test_address_topic_and_people_are_told_with_what_they_were(client, editor):
    edition = make_draft(by=editor, slug="before")
    article = article_of(edition)
    set_topic(article=article, topic="Nerves", by=editor)
    rename_article(article=article, slug="after", by=editor)
    add_collaborator(article=article, user=make_editor("Friend"), by=editor)

    changes = client.get(history_of(edition)).context["changes"]

    assert [(one.what, one.before, one.after, one.who) for one in changes] == [
        ("Collaborator", "", "Friend", "Owner"),
        ("Address", "before", "after", "Owner"),
        ("Topic", "", "Nerves", "Owner"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_history_costs_the_same_however_much_happened(client, editor, edition, django_assert_num_queries, count):
    for number in range(count):
        change(edition, editor, f"<p>{number}</p>")
        add_collaborator(article=article_of(edition), user=make_editor(), by=editor)
    client.get(history_of(edition))

    with django_assert_num_queries(19):
        client.get(history_of(edition))


# Versions


def test_two_versions_are_compared_with_what_to_look_at_first(client, editor, edition):
    change(edition, editor, "<p>Take 5 mg.</p>")
    change(edition, editor, "<p>Take 50 mg.</p>")

    answer = client.get(history_of(edition, "part-1/"))

    assert (answer.context["old"].number, answer.context["new"].number) == (2, 3)
    [shown] = answer.context["changes"]
    assert shown.label == "Everyone"
    assert [(look.label, look.old, look.new) for look in shown.looks.looks] == [("Dose or amount", "5 mg", "50 mg")]
    assert "<del>" in shown.html


@pytest.mark.parametrize(
    ("query", "numbers"), [("?from=1&to=3", (1, 3)), ("?from=x&to=-1", (2, 3)), ("?to=1", (None, 1))]
)
def test_any_two_versions_can_be_chosen(client, editor, edition, query, numbers):
    change(edition, editor, "<p>Two.</p>")
    change(edition, editor, "<p>Three.</p>")

    context = client.get(history_of(edition, f"part-1/{query}")).context

    assert (context["old"] and context["old"].number, context["new"].number) == numbers


def test_earlier_words_are_brought_back_as_the_version_that_they_were(client, editor, edition):
    first = part_of(edition, "part-1").version
    change(edition, editor)
    data = {"version": "1", "base_version": str(part_of(edition, "part-1").version.pk)}

    client.post(history_of(edition, "part-1/restore/"), data)

    assert part_of(edition, "part-1").version == first


def test_bringing_words_back_over_somebody_elses_change_is_refused(client, editor, edition):
    data = {"version": "1", "base_version": str(part_of(edition, "part-1").version.pk)}
    change(edition, editor)

    assert client.post(history_of(edition, "part-1/restore/"), data).status_code == 409
    assert part_of(edition, "part-1").version.number == 2


def test_words_are_not_brought_back_into_what_is_published(client, editor):
    edition = make_published(by=editor)

    assert "Bring these words back" not in client.get(history_of(edition, "part-1/")).text
    assert client.post(history_of(edition, "part-1/restore/"), {"version": "1"}).status_code == 409


def test_wordings_added_left_out_and_taken_away_are_said():
    def content(**wordings):
        return SectionContent("s", "risks", "risks", Wording("Risks"), wordings)

    before = content(patient=Wording(html="<p>a</p>"), carer=Wording(left_out=True))
    after = content(clinician=Wording(html="<p>b</p>"), patient=Wording(left_out=True))

    changes = changes_between(before, after, {"patient": "Patients"}, {})

    assert [(one.label, one.said) for one in changes] == [
        ("carer", "No longer left out."),
        ("clinician", "A wording of their own, new."),
        ("Patients", "Left out for these readers."),
    ]
    assert changes_between(after, after, {}, {}) == []


def test_a_new_order_of_the_sections_is_said():
    entries = [OutlineEntry("1", "a", "body"), OutlineEntry("2", "b", "body")]
    front = SectionContent("f", "front", "front", Wording("Title"), outline=tuple(entries))

    [moved] = changes_between(front, front.with_outline(tuple(reversed(entries))), {}, {})
    [gone] = changes_between(front, front.with_outline((entries[0],)), {}, {})

    assert (moved.said, gone.said) == ("The order is different.", "Removed: b.")


# Readers' questions


def test_a_readers_question_is_answered_and_taken_up_again(client, editor, edition):
    question = FollowUp.objects.create(article=article_of(edition), question="Is it safe?", reply_to="r@example.org")
    assert "mailto:r@example.org" in client.get("/desk/questions/").text

    client.post(f"/desk/questions/{question.pk}/close/")
    assert "Is it safe?" not in client.get("/desk/questions/").text
    assert "Is it safe?" in client.get("/desk/questions/?show=answered").text
    client.post(f"/desk/questions/{question.pk}/reopen/")

    question.refresh_from_db()
    assert question.closed_at is None
    assert told(client, edition)[:2] == [
        "Owner took a reader’s question up again.",
        "Owner answered a reader’s question.",
    ]
