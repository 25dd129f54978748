"""Submitting, signing, approving and publishing cost as many statements for a large article as for a small one."""

import sys
from collections.abc import Callable
from graphlib import TopologicalSorter
from importlib import import_module
from types import FrameType

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.actions import add_section, create_article
from articles.models import Audience, Edition
from articles.queries import latest_edition_of, parts_of
from articles.words.content import Wording
from reviews.actions import Decided, publish, set_article_policy, sign_several, submit
from reviews.enums import Verdict
from reviews.rules.signoffs import signing_places
from tests.builders import (
    approve,
    just_proved,
    make_audiences,
    make_board,
    make_chair,
    make_complete,
    make_editor,
    make_member,
    make_reference,
)

pytestmark = pytest.mark.django_db


def article_with(sections: int, references: int, audiences: int) -> Edition:
    """A draft that can be submitted: every section with wordings for two audiences, citing two works."""
    editor = make_editor()
    make_audiences()
    for number in range(Audience.objects.count(), audiences):
        Audience.objects.create(key=f"kind-{number}", label=f"Kind {number}", order=number)
    keys = [make_reference(f"work{sections}.{number}").key for number in range(references)]
    article = create_article(slug=f"costs-{sections}", by=editor, front=Wording(heading="Title", summary="Summary"))
    edition = latest_edition_of(article)
    for number in range(sections):
        cited = "".join(f'<cite data-ref="{keys[(number + step) % references]}"></cite>' for step in (0, 1))
        wording = Wording(heading=f"Part {number}", html=f"<p>Words. {cited}</p>")
        wordings = {key: Wording(html=f"<p>Plain. {cited}</p>") for key in ("patient", "clinician")}
        add_section(edition=edition, anchor=f"part-{number}", kind="body", base=wording, wordings=wordings, by=editor)
    make_complete(edition, by=editor)
    return edition


def counted(act: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        act()
    return [query["sql"] for query in captured]


def decisions_on(edition: Edition, by) -> list[Decided]:
    versions = [part.version for part in parts_of(edition)]
    places = signing_places(edition.article, versions, by)
    return [Decided(one, Verdict.APPROVE, screen=places[one.pk].screen.token) for one in versions]


def costs(sections: int, references: int, audiences: int) -> dict[str, list[str]]:
    """The statements of each action on an article of this size."""
    board = make_board(name=f"Board {sections}", sign_offs=1)
    chair, member = make_chair(board), make_member(board)
    edition = article_with(sections, references, audiences)
    set_article_policy(article=edition.article, policy=board.policies.get(), by=edition.article.owner)
    found = {"submit": counted(lambda: submit(edition=edition, by=edition.article.owner))}
    decisions = decisions_on(edition, member)
    found["sign"] = counted(lambda: sign_several(decisions=decisions, by=member, authentication=just_proved(member)))
    found["approve"] = counted(lambda: approve(edition=edition, by=chair))
    found["publish"] = counted(lambda: publish(edition_id=edition.pk))
    return found


def test_no_action_costs_more_statements_for_more_sections_audiences_or_references():
    small, large = costs(3, 2, 3), costs(12, 20, 8)

    assert {name: len(some) for name, some in small.items()} == {name: len(some) for name, some in large.items()}


def walk(act: Callable[[], object]) -> dict[str, set[str]]:
    """The modules below ``reviews/`` that are entered, in the order of the first time, each with those from which it is
    entered. What models say of their own rows is not counted."""
    entered: dict[str, set[str]] = {}

    def look(frame: FrameType, event: str, _: object) -> None:
        room = room_of(frame)
        if event != "call" or room is None:
            return
        before, caller = entered.setdefault(room, set()), frame.f_back
        while caller is not None and room_of(caller) is None:
            caller = caller.f_back
        if caller is not None and room_of(caller) != room:
            before.add(str(room_of(caller)))

    sys.setprofile(look)
    try:
        act()
    finally:
        sys.setprofile(None)
    return entered


def room_of(frame: FrameType) -> str | None:
    name, is_import = frame.f_globals.get("__name__", ""), frame.f_code.co_name == "<module>"
    ours = name.startswith("reviews.") and not name.startswith("reviews.models") and not is_import
    return name.removeprefix("reviews.") if ours else None


def walks() -> dict[str, dict[str, set[str]]]:
    """How a small article is submitted, signed and approved."""
    import_module(settings.ROOT_URLCONF)  # which a process reads once
    board = make_board(sign_offs=1)
    chair, member = make_chair(board), make_member(board)
    edition = article_with(2, 2, 3)

    found = {"submit": walk(lambda: submit(edition=edition, by=edition.article.owner))}
    decisions, proved = decisions_on(edition, member), just_proved(member)
    found["sign"] = walk(lambda: sign_several(decisions=decisions, by=member, authentication=proved))
    found["approve"] = walk(lambda: approve(edition=edition, by=chair))
    return found


MOST_ROOMS = {"submit": 11, "sign": 13, "approve": 16}


def test_an_action_goes_through_few_modules_and_comes_back_to_none():
    """The figures may fall; one that rises says that one question was given one more place. Who asks a module is asked
    nothing by it, nor by any that it asks in turn: the walk leads down."""
    found = walks()

    assert {name: len(rooms) for name, rooms in found.items()} == MOST_ROOMS, found
    for rooms in found.values():
        assert list(TopologicalSorter(rooms).static_order())  # raises CycleError where it leads round


MOST = {"submit": 35, "sign": 31, "approve": 32, "publish": 37}


def test_what_is_read_already_is_not_read_again():
    """The figures may fall; one that rises says that something is asked twice."""
    assert {name: len(some) for name, some in costs(3, 2, 3).items()} == MOST
