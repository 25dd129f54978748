"""What is typed and not saved is kept for whoever typed it, shown again on its page, and forgotten once it is saved; in
every form that takes words, and for nobody else."""

import re
from urllib.parse import urlencode

import pytest
from django.db.models import QuerySet
from django.test import Client

from editorial.accounts.kept import SEAL
from editorial.scratch.models import ScratchCopy
from reviews.models import Comment

from .checksum import changed, checksums
from .crawling import WRITERS, forms_first_met_by, forms_for, undone
from .pages import Form
from .test_kept import found_in, takes_words, typed_into

pytestmark = pytest.mark.django_db
PEOPLE = [role for role in WRITERS if role != "anonymous"]
UNSAVED = "You had typed this, and it is not saved"


def pause(client: Client, form: Form, *, number: int = 1, **more: str):
    """What the page's script sends at a pause."""
    sent = {
        name: value
        for name, value in form.data(**typed_into(form)).items()
        if name not in ("csrfmiddlewaretoken", SEAL)
    }
    said = {
        "page": form.page,
        "action": form.action,
        "title": "A page",
        "pause": f"window.0:{number}",
        "sent": urlencode(sent),
        SEAL: form.data()[SEAL],
    }
    return client.post("/typed/", said | more, headers={"Accept": "application/json"})


def kept() -> QuerySet[ScratchCopy]:
    """What these tests keep: the world has copies of its own."""
    return ScratchCopy.objects.exclude(writer="earlier.0")


def put_back(client: Client, page: str) -> str:
    """The address under which the page's notice puts the words back."""
    return page + re.search(r'href="(\?typed=[^"]+)"', client.get(page).text)[1]


@pytest.mark.parametrize("role", PEOPLE)
def test_words_of_every_form_are_shown_on_its_page_and_put_back_when_asked(world, client_of, role):
    client, lost, tried = client_of(role), [], 0
    forms = [form for form in forms_first_met_by(role, client_of, world) if takes_words(form)]

    for form in forms:
        with undone(client):
            before = checksums()
            assert pause(client, form).status_code == 200
            tables = changed(before)
            beside = client.get(form.page)
            back = client.get(put_back(client, form.page)) if UNSAVED in beside.text else beside
            tried += 1
            if UNSAVED not in beside.text or not found_in(form, back.content):
                lost.append(str(form))
            if tables != ["scratch_scratchcopy"]:
                lost.append(f"{form} changed {tables}")

    assert tried
    assert lost == []


@pytest.fixture
def comment(world, client_of) -> Form:
    """A member's form for an answer to a comment."""
    forms = forms_for("member", client_of("member"), world)
    return next(form for form in forms if form.action.endswith("/reply/"))


def test_nobody_else_is_shown_it_and_the_page_has_it_only_when_asked(world, client_of, comment):
    pause(client_of("member"), comment)
    page = comment.page

    for other in ("chair", "interested"):
        assert "What I typed" not in client_of(other).get(page).text
        assert "What I typed" not in client_of(other).get("/typed/").text
    own = client_of("member")
    assert not found_in(comment, own.get(page).content)
    assert "What I typed" in own.get("/typed/").text
    copy = kept().get(page=page)
    assert "What I typed" not in client_of("chair").get(f"{page}?typed={copy.pk}").text
    assert client_of("chair").post(f"/typed/{copy.pk}/drop/").status_code == 404
    assert kept().count() == 1


def test_saving_the_form_forgets_what_was_kept_of_it_and_of_no_other(world, client_of, comment):
    client = client_of("member")
    pause(client, comment)
    pause(client, comment, pause="other.0:1", sent="text=Of+another+window")
    before = Comment.objects.count()

    client.post(comment.action, comment.data(**typed_into(comment)) | {"scratch": "window.0:2"})

    shown = client.get(comment.page).text
    assert Comment.objects.count() == before + 1
    assert "Of another window" in shown
    assert shown.count("data-unsaved-copy") == 1


def test_a_form_that_is_refused_has_not_arrived(world, client_of, comment):
    client = client_of("member")
    pause(client, comment)

    answer = client.post(comment.action, comment.data() | {"text": " ", "scratch": "window.0:2"})

    assert answer.status_code in (409, 422)
    assert UNSAVED in client.get(comment.page).text


def test_a_form_that_leads_to_signing_in_has_not_arrived(world, client_of, comment):
    client = client_of("member")
    pause(client, comment)
    session = client.cookies.pop("sessionid")
    client.post(comment.action, comment.data(**typed_into(comment)) | {"scratch": "window.0:2"})
    client.cookies["sessionid"] = session.value

    assert kept().exclude(sent="").count() == 1


@pytest.fixture
def note(world, client_of) -> Form:
    """What changes with a draft: in the one form of its page, whose buttons save one part of it each."""
    return next(form for form in forms_for("owner", client_of("owner"), world) if form.action.endswith("/statement/"))


def typed_note(note: Form, **more: str) -> str:
    return urlencode({"note": "What I typed", "publish_at": ""} | more)


def test_words_that_the_page_has_by_now_are_no_longer_told(world, client_of, note):
    client = client_of("owner")
    pause(client, note, sent=typed_note(note))
    client.post(note.action, note.data(note="What I typed"))  # by a browser that runs no script

    assert UNSAVED not in client.get(note.page).text
    assert kept().count() == 0


def test_a_button_that_saves_a_part_of_its_form_leaves_the_rest_unsaved(world, client_of, note):
    client = client_of("owner")
    pause(client, note, sent=typed_note(note, publish_at="2031-05-01T10:00"))
    client.post(
        note.action,
        note.data(note="What I typed")
        | {"scratch": "window.0:2", "scratch_page": note.page, "scratch_action": note.action},
    )

    shown = client.get(note.page).text
    assert (UNSAVED in shown, "What I typed</ins>" in shown, shown.count("2031-05-01T10:00")) == (True, False, 1)


def test_what_was_sent_with_a_part_and_has_no_place_on_its_page_any_more_was_saved(world, client_of, note):
    """A draft's note is saved by the button that submits it; then its page has no form for it."""
    client, gone = client_of("owner"), "/desk/articles/no-form/statement/"
    pause(client, note, sent=typed_note(note))
    kept().update(action=gone)
    assert UNSAVED in client.get(note.page).text

    kept().update(in_part=True)

    assert UNSAVED not in client.get(note.page).text


def test_it_can_be_thrown_away_from_the_page_and_from_the_list(world, client_of, comment):
    client = client_of("member")
    for place in (comment.page, "/typed/"):
        pause(client, comment)
        drop = re.search(r'action="(/typed/[^"]+/drop/)"', client.get(place).text)[1]

        answer = client.post(drop, headers={"Referer": f"http://testserver{place}"})

        assert (answer.status_code, answer.url) == (302, place)
        assert UNSAVED not in client.get(comment.page).text
        assert "What I typed" not in client.get("/typed/").text


def test_who_is_not_signed_in_keeps_nothing_and_is_told_so(world, client_of, comment):
    answer = pause(Client(), comment)

    assert (answer.status_code, answer.json()) == (401, {"reason": "signed-out"})
    assert kept().count() == 0


def test_words_of_one_account_are_not_kept_for_another_that_signed_in_since(world, client_of, comment):
    answer = pause(client_of("chair"), comment)

    assert (answer.status_code, answer.json()) == (422, {"reason": "somebody-else"})
    assert kept().count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {SEAL: "forged"},
        {"page": "https://elsewhere.example/"},
        {"page": "//elsewhere.example/"},
        {"action": ""},
        {"action": "/" + 600 * "a"},
        {"pause": "window.0"},
        {"pause": "<script>:1"},
        {"pause": f"window.0:{10**16}"},
    ],
)
def test_what_no_page_of_ours_sends_is_refused(world, client_of, comment, wrong):
    answer = pause(client_of("member"), comment, **wrong)

    assert answer.status_code == 400
    assert kept().count() == 0


def test_another_site_cannot_have_words_kept(world, client_of, comment):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies["sessionid"] = client_of("member").cookies["sessionid"].value

    assert pause(strict, comment).status_code == 403
    assert kept().count() == 0


def test_words_are_shown_as_words(world, client_of, comment):
    client = client_of("member")
    pause(client, comment, sent=urlencode({"version": "", "text": "<script>alert(1)</script> & \x00words"}))

    for page in (comment.page, "/typed/"):
        text = client.get(page).text
        assert "<script>alert" not in text
        assert "alert(1)" in text


def test_the_page_says_who_is_here_for_its_script_and_nothing_else(world, client_of):
    data = {"Accept": "application/json"}

    assert client_of("member").get("/typed/", headers=data).json()["account"] == str(world.people["member"].pk)
    assert Client().get("/typed/", headers=data).json()["account"] == ""
    assert Client().get("/typed/").url.startswith("/accounts/login/")


@pytest.mark.parametrize("number", ["", "-1", "x", "9" * 16, "9" * 5000, "\u0663"])
def test_an_odd_number_beside_what_is_thrown_away_is_no_error(world, client_of, comment, number):
    client = client_of("member")
    pause(client, comment)

    assert client.post(f"/typed/{kept().get().pk}/drop/", {"number": number}).status_code == 302
    assert not kept().exists()


def test_what_was_typed_since_the_page_was_read_is_not_thrown_away(world, client_of, comment):
    client = client_of("member")
    pause(client, comment)
    pause(client, comment, number=2)

    answer = client.post(f"/typed/{kept().get().pk}/drop/", {"number": "1"}, follow=True)

    assert "You have typed more there since" in answer.text
    assert kept().exists()


def test_an_answer_on_the_desk_that_is_not_taken_stays_kept(world, client_of):
    """The page leads back to itself with a message, as it does when the answer was taken."""
    client = client_of("owner")
    forms = [form for form in forms_for("owner", client, world) if form.action.endswith("/sections/part-1/comments/")]
    reply = next(form for form in forms if takes_words(form))
    for text, is_kept in (("x" * 4001, True), ("Because.", False)):
        pause(client, reply, pause=f"page{len(text)}.0:1")

        answer = client.post(reply.action, reply.data(text=text) | {"scratch": f"page{len(text)}.0:1"})

        unsaved = kept().filter(writer=f"page{len(text)}.0").exclude(sent="")
        assert (answer.status_code, unsaved.exists()) == (302, is_kept)
