"""Comments as actions: proposals, mentions, and what the board says among itself."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from articles.actions import open_edition
from articles.actions.drafting import StaleBase
from articles.models import Contribution, SectionVersion
from articles.queries import part_of
from editorial.record.models import Event
from editorial.shared.issues import Refused
from reviews.actions import (
    accept_proposal,
    add_comment,
    decline_proposal,
    reopen_comment,
    resolve_comment,
    submit,
    take_back,
)
from reviews.enums import Verdict
from reviews.models import Comment
from reviews.room.letters import draft_letter
from reviews.room.page import review_page
from reviews.rules.eligibility import contributors_to
from tests.builders import confirm_all, edit, make_reference, sign
from tests.reviews.scenes import comment_on, make_scene, next_edition

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all):
    return make_scene()


@pytest.fixture
def scene(built, own):
    return own(built)


def codes(refused) -> list[str]:
    return [issue.code for issue in refused.value.issues]


def propose(scene, quote: str = "Text of part 1", proposal: str = "Better text of part 1", **fields):
    return comment_on(scene, quote=quote, proposal=proposal, **fields)


def draft_again(scene):
    take_back(edition=scene.edition, by=scene.editor)
    return open_edition(article=scene.edition.article, by=scene.editor)


def accept(scene, comment, draft, **fields):
    fields.setdefault("base_version", part_of(draft, "part-1").version.pk)
    return accept_proposal(comment=comment, edition=draft, by=fields.pop("by", scene.editor), **fields)


# ── Proposals ───────────────────────────────────────────────────────────────────────────────────────────────


def test_an_accepted_proposal_is_a_new_version_and_its_author_had_a_hand_in_it(scene):
    comment, draft = propose(scene, audience=""), draft_again(scene)
    before = part_of(draft, "part-1").version

    version = accept(scene, comment, draft)

    part = part_of(draft, "part-1")
    comment.refresh_from_db()
    assert part.content.base.html == "<p>Better text of part 1.</p>"
    assert (part.version, version.number) == (version, before.number + 1)
    assert (comment.outcome, comment.led_to, comment.outcome_by, comment.resolved_by) == (
        "accepted",
        version,
        scene.editor,
        scene.editor,
    )
    assert contributors_to([version])[version.pk] == {scene.editor.pk, scene.author_member.pk, scene.member.pk}
    hands = set(version.contributions.values_list("user__display_name", "part"))
    assert ("First Member", Contribution.Part.PROPOSED) in hands
    assert Event.objects.filter(verb="comment.accepted", subject=f"comment:{comment.pk}").count() == 1


def test_who_proposed_the_words_cannot_sign_them_but_others_can(scene):
    comment, draft = propose(scene), draft_again(scene)
    accept(scene, comment, draft)
    confirm_all(draft, by=scene.editor)
    scene.edition = submit(edition=draft, by=scene.editor)
    version = scene.version("part-1")

    with pytest.raises(Refused) as refused:
        sign(version=version, verdict=Verdict.APPROVE, by=scene.member)

    assert codes(refused) == ["contributor"]
    assert sign(version=version, verdict=Verdict.APPROVE, by=scene.second).version == version
    assert sign(version=scene.version("part-2"), verdict=Verdict.APPROVE, by=scene.member)


def test_a_proposal_for_a_wording_changes_that_wording_only(scene):
    comment, draft = propose(scene, "Plain words", "Plainer words", audience="patient"), draft_again(scene)

    accept(scene, comment, draft)

    content = part_of(draft, "part-1").content
    assert (content.wordings["patient"].html, content.base.html) == (
        "<p>Plainer words.</p>",
        "<p>Text of part 1.</p>",
    )


def test_a_stale_base_is_refused_and_nothing_is_written(scene):
    comment, draft = propose(scene), draft_again(scene)
    started = part_of(draft, "part-1").version.pk
    edit(draft, "part-1", "<p>Text of part 1. And more.</p>", by=scene.editor)
    before = SectionVersion.objects.count()

    with pytest.raises(StaleBase):
        accept(scene, comment, draft, base_version=started)

    comment.refresh_from_db()
    assert (comment.outcome, SectionVersion.objects.count()) == ("", before)


def test_a_proposal_whose_quotation_changed_cannot_be_accepted_but_declined(scene):
    comment, draft = propose(scene), draft_again(scene)
    edit(draft, "part-1", "<p>Other words.</p>", by=scene.editor)

    with pytest.raises(Refused) as refused:
        accept(scene, comment, draft)
    declined = decline_proposal(comment=comment, reason="Written anew.", by=scene.editor)

    assert codes(refused) == ["quote-gone"]
    assert (declined.outcome, declined.outcome_reason, declined.resolved_at) == ("declined", "Written anew.", None)


def test_declining_says_why_and_is_for_the_article_s_editors(scene):
    comment = propose(scene)

    with pytest.raises(Refused) as refused:
        decline_proposal(comment=comment, reason=" ", by=scene.editor)
    with pytest.raises(PermissionDenied):
        decline_proposal(comment=comment, reason="No.", by=scene.second)
    with pytest.raises(PermissionDenied):
        accept(scene, comment, scene.edition, by=scene.member)

    assert codes(refused) == ["no-reason"]


def test_a_proposal_is_decided_once_and_only_in_a_draft(scene):
    comment = propose(scene)
    with pytest.raises(Refused) as not_a_draft:
        accept(scene, comment, scene.edition)
    draft = draft_again(scene)
    accept(scene, comment, draft)
    with pytest.raises(Refused) as twice:
        accept(scene, comment, draft)
    with pytest.raises(Refused) as declined:
        decline_proposal(comment=comment, reason="After all.", by=scene.editor)

    assert [codes(one) for one in (not_a_draft, twice, declined)] == [["not-a-draft"], ["decided"], ["decided"]]


def test_what_must_be_answered_stays_open_when_its_words_are_accepted(scene):
    comment, draft = propose(scene, must_be_answered=True), draft_again(scene)

    accept(scene, comment, draft)

    comment.refresh_from_db()
    assert (comment.outcome, comment.resolved_at) == ("accepted", None)


@pytest.mark.parametrize(
    ("quote", "proposal", "code"),
    [
        ("", "Better", "no-quote"),
        ("Words from elsewhere", "Better", "quote-not-there"),
        ("t", "Better", "quote-not-there"),
        ("Text of part 1", "See [@nobody2000]", "unknown-reference"),
        ("Part 1", "Part [@boyer2005]", "no-citation-here"),
    ],
)
def test_a_proposal_that_could_not_be_accepted_is_not_made(scene, quote, proposal, code):
    make_reference("boyer2005")

    with pytest.raises(Refused) as refused:
        propose(scene, quote, proposal)

    assert (codes(refused), Comment.objects.count()) == ([code], 0)


def test_a_quotation_that_is_not_clear_or_too_wide_is_not_replaced(scene):
    take_back(edition=scene.edition, by=scene.editor)
    scene.edition = next_edition(scene, part_1="<p>Rest. Rest.</p><p>Then walk.</p>")

    for quote, code in (("Rest", "quote-not-clear"), ("Rest. Then walk", "quote-too-wide")):
        with pytest.raises(Refused) as refused:
            propose(scene, quote, "Sleep")
        assert codes(refused) == [code]


def test_the_database_wants_an_outcome_to_be_whole(scene):
    comment = propose(scene)

    for wrong in ({"outcome": "accepted"}, {"outcome": "declined"}, {"board_only": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.filter(pk=comment.pk).update(**wrong)


def test_the_names_of_references_in_a_quotation_become_their_keys(scene):
    make_reference("boyer2005")
    take_back(edition=scene.edition, by=scene.editor)
    scene.edition = next_edition(scene, part_1='<p>It twitches<cite data-ref="boyer2005"></cite> at night.</p>')

    comment = comment_on(scene, quote="It twitches Boyer 2005 at night")

    assert comment.quote == "It twitches [@boyer2005] at night"
    [thread] = review_page(scene.edition, scene.member).sections[1].threads
    assert (thread.gone, str(thread.quote)) == (False, 'It twitches <span class="cited">Boyer 2005</span> at night')


# ── Mentions ────────────────────────────────────────────────────────────────────────────────────────────────


def test_who_may_read_a_comment_is_mentioned(scene):
    comment = comment_on(scene, text="@Second Member and @Article Editor, not @Other Editor or @Past Member.")

    assert comment.mentioned == [scene.second.pk, scene.editor.pk]


def test_for_the_board_only_nobody_else_is_mentioned(scene):
    comment = comment_on(scene, text="@Second Member, @Article Editor, @Author Member", board_only=True)

    assert comment.mentioned == [scene.second.pk]


def told(person) -> list[tuple[str, str]]:
    return [(row.kind, row.text) for row in person.notices.order_by("at")]


def test_who_is_mentioned_and_who_takes_part_is_told_once(scene):
    first = comment_on(scene, text="@Second Member?")
    comment_on(scene, text="@First Member: yes.", by=scene.second, in_reply_to=first)
    comment_on(scene, text="Thank you.", by=scene.member, in_reply_to=first)

    assert told(scene.second) == [
        ("mention", "First Member mentions you in a comment on “Part 1”."),
        ("comment", "First Member replied in a thread on “Part 1”."),
    ]
    assert told(scene.member) == [("mention", "Second Member mentions you in a comment on “Part 1”.")]
    assert [kind for kind, _ in told(scene.editor)] == ["comment", "comment", "comment"]


def test_who_proposed_words_is_told_what_became_of_them(scene):
    decline_proposal(comment=propose(scene), reason="No.", by=scene.editor)

    assert told(scene.member) == [("comment", "Article Editor declined the words that you proposed for “Part 1”.")]


def test_of_what_the_board_says_among_itself_no_author_is_told(scene):
    first = comment_on(scene, text="@Article Editor @Author Member @Second Member", board_only=True)
    comment_on(scene, text="Yes.", by=scene.second, in_reply_to=first)

    assert (told(scene.editor), told(scene.author_member)) == ([], [])
    assert [kind for kind, _ in told(scene.second)] == ["mention"]
    assert [kind for kind, _ in told(scene.member)] == ["comment"]


# ── For the board only ──────────────────────────────────────────────────────────────────────────────────────

SECRET = "Is the author paid by the maker?"


@pytest.mark.parametrize("role", ["editor", "author_member"])
def test_who_wrote_the_article_neither_writes_nor_answers_nor_closes_what_is_for_the_board_only(scene, role):
    secret = comment_on(scene, text=SECRET, board_only=True)
    person = scene.people[role]

    for act in (
        lambda: add_comment(version=scene.version("part-1"), text="x", by=person, board_only=True),
        lambda: add_comment(version=scene.version("part-1"), text="x", by=person, in_reply_to=secret),
        lambda: resolve_comment(comment=secret, by=person),
        lambda: reopen_comment(comment=secret, by=person),
    ):
        with pytest.raises(PermissionDenied):
            act()

    assert comment_on(scene, text="Mine.", by=scene.second, in_reply_to=secret).board_only is True


def test_the_desk_answers_nothing_that_it_cannot_read(scene):
    with pytest.raises(Refused) as must:
        comment_on(scene, board_only=True, must_be_answered=True)
    with pytest.raises(Refused) as proposal:
        propose(scene, board_only=True)

    assert (codes(must), codes(proposal)) == (["nobody-answers"], ["nobody-accepts"])


def test_what_is_for_the_board_only_reaches_no_page_of_who_wrote_the_article(scene):
    secret = comment_on(scene, text=SECRET, quote="Text of part 1", board_only=True)
    comment_on(scene, text="And who?", in_reply_to=secret, by=scene.second)
    slug = scene.edition.article.slug
    here = f"/desk/articles/{slug}/"
    desk = [here, f"{here}sections/part-1/", f"{here}history/", f"{here}history/part-1/", "/desk/"]
    board = [scene.url(), f"/review/{slug}/history/", "/review/"]
    pages = {
        "editor": desk,
        "author_member": board,
    }

    for role, addresses in pages.items():
        for address in addresses:
            text = scene.client(role).get(address, follow=True).content.decode()
            for leak in (SECRET, "And who?", str(secret.pk), "Second Member commented", "for the board only."):
                assert leak not in text, (role, address, leak)
    assert SECRET in scene.get("second").content.decode()
    assert "commented on “Part 1”, for the board only." in scene.client("second").get(board[1]).content.decode()


def test_the_addresses_of_what_is_for_the_board_only_are_nothing_for_others(scene):
    secret = comment_on(scene, text=SECRET, board_only=True)

    for role, expected in (("author_member", 404), ("second", 302)):
        assert scene.post(role, "reply", secret.pk, text="x").status_code == expected
        assert scene.post(role, "resolve", secret.pk).status_code == expected
        assert scene.post(role, "reopen", secret.pk).status_code == expected
    here = f"/desk/articles/{scene.edition.article.slug}/sections/part-1/comments/"
    assert scene.client("editor").post(f"{here}{secret.pk}/", {"do": "resolve"}).status_code == 404
    assert scene.client("editor").post(here, {"text": "x", "in_reply_to": secret.pk}).status_code == 404


def test_the_chair_s_letter_leaves_out_what_is_for_the_board_only(scene):
    comment_on(scene, text=SECRET, board_only=True)
    comment_on(scene, text="Say how often.")

    letter = draft_letter(review_page(scene.edition, scene.chair))

    assert (SECRET in letter, "Say how often." in letter) == (False, True)


def test_the_choice_is_offered_only_to_whom_it_is_for(scene):
    assert 'name="board_only"' in scene.get("member").content.decode()
    assert 'name="board_only"' not in scene.get("author_member").content.decode()
