"""Every cell of the table (role × action × state), through the addresses; and the document that is printed from it."""

import pytest
from django.db import transaction
from django.http import HttpResponse

from .checksum import begin_test, changed, checksums, standing
from .who_may import CELLS, NO, NOT_NOW, ROLES, STATES, YES
from .who_may_document import COMMAND, DOCUMENT, document
from .who_may_doing import DEEDS as ONE_BY_ONE
from .who_may_doing import Deed
from .who_may_scenes import Scene, make_scene
from .who_may_sets import SET_DEEDS

pytestmark = pytest.mark.django_db
TO_SIGN_IN = ("/accounts/login/?next=", "/admin/login/?next=")
DEEDS = ONE_BY_ONE | SET_DEEDS
# What was ticked and typed is kept for the member where it could not be signed.
KEPT = ["reviews_keptdecision"]


def answers(scene: Scene, deed: Deed) -> dict[str, str]:
    """What everybody gets who tries it. Nothing stays of it."""
    begin_test()
    found, rows = {}, dict(scene.rows)
    with transaction.atomic():
        deed.prepare(scene)
        before = checksums()
        for role in ROLES:
            with transaction.atomic():
                found[role] = letter_of(deed.send(scene, role), changed(before), deed)
                transaction.set_rollback(True)
        transaction.set_rollback(True)
    scene.rows = rows
    return found


def letter_of(response: HttpResponse, tables: list[str], deed: Deed) -> str:
    """Which letter of the table an answer is, together with what it changed; else what was wrong with it."""
    status, wrong = response.status_code, f"{response.status_code}, changed: {tables}"
    if status in (403, 404, 410) or (status == 302 and response.url.startswith(TO_SIGN_IN)):
        return NO if not tables else wrong
    if status == 409:
        return NOT_NOW if tables in ([], KEPT) else wrong
    done = deed.writes in tables if deed.writes else not tables
    return YES if status in (200, 302) and done else wrong


@pytest.mark.parametrize("state", STATES)
def test_everybody_is_answered_as_the_table_says(state):
    scene, wrong = make_scene(state), {}

    with standing():
        for key, _, line in (cell for cell in CELLS if cell[1] == state):
            got, said = answers(scene, DEEDS[key]), dict(zip(ROLES, line, strict=True))
            wrong |= {(key, role): f"{got[role]}, not {said[role]}" for role in ROLES if got[role] != said[role]}

    assert wrong == {}


@pytest.mark.parametrize(
    ("status", "tables", "letter"),
    [
        (302, ["reviews_comment"], YES),
        (302, [], "302, changed: []"),
        (302, ["reviews_recusal"], "302, changed: ['reviews_recusal']"),
        (403, [], NO),
        (404, ["reviews_comment"], "404, changed: ['reviews_comment']"),
        (409, [], NOT_NOW),
        (409, KEPT, NOT_NOW),
        (409, ["reviews_comment"], "409, changed: ['reviews_comment']"),
        (422, [], "422, changed: []"),
        (500, [], "500, changed: []"),
    ],
)
def test_what_is_neither_done_nor_refused_cleanly_is_no_letter(status, tables, letter):
    response = HttpResponse(status=status)
    response.url = "/review/"

    assert letter_of(response, tables, DEEDS["comment"]) == letter


def test_every_action_of_the_table_is_tried_and_no_other():
    assert {key for key, _, _ in CELLS} == set(DEEDS)


def test_no_action_is_told_twice_for_a_state():
    told = [(key, state) for key, state, _ in CELLS]

    assert len(told) == len(set(told))


def test_every_state_and_every_letter_occurs():
    assert {state for _, state, _ in CELLS} == set(STATES)
    assert {letter for _, _, line in CELLS for letter in line} == {YES, NO, NOT_NOW}


def test_the_document_is_what_the_table_prints():
    assert DOCUMENT.read_text(encoding="utf-8") == document(), f"Print it again: {COMMAND}"
