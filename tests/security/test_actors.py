"""Two people at once on a threaded server (threat 10): everything recorded names the one whose session it was."""

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest
from django.test import Client

from articles.actions import add_collaborator
from editorial.record.actions import article_chain
from editorial.record.models import Denial, Event
from tests.builders import article_of, make_draft, make_editor
from tests.waiting import LONG

pytestmark = pytest.mark.django_db(transaction=True)
REQUESTS = 50
TOKEN = "a" * 32


def cookies_of(person) -> str:
    client = Client()
    client.force_login(person)
    return f"sessionid={client.cookies['sessionid'].value}; csrftoken={TOKEN}"


def post(connection: HTTPConnection, cookies: str, path: str, data: dict) -> int:
    headers = {"Cookie": cookies, "X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", path, urlencode(data), headers)
    response = connection.getresponse()
    response.read()
    return response.status


def test_interleaved_requests_are_recorded_for_the_right_person(live_server):
    people = [make_editor("First Editor"), make_editor("Second Editor")]
    edition = make_draft(by=people[0], slug="shared", sections=1)
    add_collaborator(article=article_of(edition), user=people[1], by=people[0])
    cookies = [cookies_of(person) for person in people]
    first = Event.objects.filter(chain=article_chain(edition.article_id)).count()

    def work(who: int) -> list[int]:
        connection = HTTPConnection(urlsplit(live_server.url).netloc, timeout=LONG)
        statuses = []
        for number in range(REQUESTS // 2):
            topic = {"slug": "shared", "topic": f"{people[who].display_name} {number}"}
            statuses.append(post(connection, cookies[who], "/desk/articles/shared/address/", topic))
            statuses.append(post(connection, cookies[who], "/review/nothing/1/sign/", {}))
        connection.close()
        return statuses

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(work, (0, 1)))

    assert [sorted(set(statuses)) for statuses in answers] == [[302, 404], [302, 404]]
    events = Event.objects.filter(chain=article_chain(edition.article_id), verb="article.topic_set")
    assert sorted(events.values_list("actor__display_name", flat=True)) == sorted(
        [person.display_name for person in people] * (REQUESTS // 2)
    )
    rows = article_of(edition).history.exclude(topic="")
    wrong = [row for row in rows if not row.topic.startswith(row.history_user.display_name)]
    assert (len(rows), wrong) == (REQUESTS, [])
    assert [row.history_user_name for row in rows] == [row.history_user.display_name for row in rows]
    assert Event.objects.filter(chain=article_chain(edition.article_id)).count() == first + REQUESTS


def test_what_is_denied_is_noted_for_the_right_person(live_server):
    people = [make_editor("First Editor"), make_editor("Second Editor")]
    cookies = [cookies_of(person) for person in people]

    def work(who: int) -> list[int]:
        connection = HTTPConnection(urlsplit(live_server.url).netloc, timeout=LONG)
        statuses = []
        for number in range(REQUESTS // 2):
            connection.request("GET", f"/review/?{number}", headers={"Cookie": cookies[who]})
            response = connection.getresponse()
            response.read()
            statuses.append(response.status)
        connection.close()
        return statuses

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(work, (0, 1)))

    assert [set(statuses) for statuses in answers] == [{403}, {403}]
    assert [Denial.objects.filter(user=person).count() for person in people] == [REQUESTS // 2] * 2
