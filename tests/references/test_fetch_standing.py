"""The list of retractions, fetched from where an installation says that it is published."""

import pytest
from django.core.management import CommandError, call_command

from references.models import Reference, StandingSource
from references.tasks import fetch_standings
from tests.builders import make_reference
from tests.other_server import answer, other_server

from .standing_files import list_bytes, list_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(settings, tmp_path):
    """Where the list is published: a server on this machine."""
    with other_server() as server:
        settings.MEDIA_ROOT = tmp_path
        settings.OUTGOING_REQUESTS, settings.OUTGOING_ALLOW_PRIVATE = True, True
        settings.OUTGOING_PORTS = [server.server_port]
        settings.STANDING_LIST_ADDRESS = f"{server.address}/retractions.csv"
        yield server


def test_the_list_is_fetched_from_where_it_is_published(publisher):
    make_reference("a", DOI="10.1000/a")
    publisher.answers["/retractions.csv"] = answer(body=list_bytes(list_row(1, OriginalPaperDOI="10.1000/a")))

    assert fetch_standings() is True
    assert Reference.objects.get().standing == "retracted"


def test_the_command_fetches_it_too(publisher, capsys):
    make_reference("a", DOI="10.1000/a")
    publisher.answers["/retractions.csv"] = answer(body=list_bytes(list_row(1, OriginalPaperDOI="10.1000/a")))

    call_command("refresh_standing", "--fetch")

    assert Reference.objects.get().standing == "retracted"
    assert "1 notices read, 1 of them new; 1 references concerned" in capsys.readouterr().out


def test_the_command_says_why_it_fetched_nothing(publisher, settings):
    publisher.answers["/retractions.csv"] = answer(503, b"later")

    with pytest.raises(CommandError, match=r"Not read: .* the answer was 503\. Standings are unknown since"):
        call_command("refresh_standing", "--fetch")

    settings.STANDING_LIST_ADDRESS = ""
    with pytest.raises(CommandError, match="Name the address of the list"):
        call_command("refresh_standing", "--fetch")


@pytest.mark.parametrize(
    ("respond", "why"),
    [
        (answer(503, b"later"), "The list was not there: the answer was 503."),
        (answer(200, b"<html>Sign in</html>"), "This is not the list of retractions: it has no column “Record ID”."),
        (answer(200, b""), "The file is empty."),
    ],
)
def test_a_list_that_cannot_be_fetched_is_a_failure_of_the_source(publisher, respond, why):
    publisher.answers["/retractions.csv"] = respond

    assert fetch_standings() is False
    assert StandingSource.objects.get().failure == why


def test_off_line_the_source_is_unknown_and_without_an_address_nothing_is_asked(publisher, settings):
    settings.OUTGOING_REQUESTS = False
    assert fetch_standings() is False
    assert StandingSource.objects.get().is_failing
    settings.STANDING_LIST_ADDRESS = ""

    assert fetch_standings() is False
    assert (publisher.asked, StandingSource.history.count()) == ([], 1)
