"""What the frame asks for every page of who works here, and what its search takes, with 5 articles and with many.

Run with: .venv/bin/python -m bench.frame [HOW MANY]
Everything happens in one transaction that is rolled back, in the database of IMPRIMATUR_DATA or DATABASE_URL; the
articles are copies of those of ``bench.chair``. Ends with exit code 1 if an aim was missed: 5 ms for each person, and
50 ms of processor time (of this process and the database together, so of the clock) for each search.
"""

import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from articles.models import Article  # noqa: E402
from bench.chair import multiply, scenes  # noqa: E402
from editorial.accounts.models import User  # noqa: E402
from editorial.context import Person  # noqa: E402
from editorial.desk.finding import find  # noqa: E402
from reviews.models import Notice  # noqa: E402
from reviews.notices.reading import readable_by  # noqa: E402
from tests.builders import make_board, make_chair, make_editor, make_member  # noqa: E402

MANY, ROUNDS, AIM, FIND_AIM = 100_000, 9, 0.005, 0.05
SEARCHES = ("part", "muscle twi", "pa", "zebrafish", "")
NOTICES, LOST = 300, 30


def main(many: int) -> int:
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        board = make_board(name=f"Bench board {time.time()}")
        chair, member = make_chair(board), make_member(board)
        templates = scenes(board, chair, member)
        people = {"chair": chair, "member": member, "editor": templates[0].article.owner, "new editor": make_editor()}
        report(people)
        for edition in templates:
            multiply(edition, many // len(templates))
        for person in people.values():
            told(person)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        slowest, longest = report(people), searches(people)
        transaction.set_rollback(True)
    return int(slowest > AIM or longest > FIND_AIM)


def told(person: User) -> None:
    """Unread notices of articles that are the person's to see, and some of others, which were theirs once."""
    seen = list(readable_by(person).order_by("pk").values_list("pk", flat=True)[:NOTICES])
    lost = list(Article.objects.exclude(pk__in=seen).order_by("pk").values_list("pk", flat=True)[:LOST])
    notice = {"person": person, "kind": "comment", "text": "x", "url": "/x/"}
    Notice.objects.bulk_create(Notice(article_id=pk, **notice) for pk in (*seen, *lost))


def searches(people: dict[str, User]) -> float:
    """The same for what somebody may type into the search."""
    found = {}
    for name, user in people.items():
        for typed in SEARCHES:
            seconds = []
            for _ in range(ROUNDS):
                start = time.perf_counter()
                find(user, typed)
                seconds.append(time.perf_counter() - start)
            found[name, typed] = min(seconds)
            print(f"  {name:<12}{typed!r:<14}{found[name, typed] * 1000:>8.1f} ms")
    return max(found.values())


def report(people: dict[str, User]) -> float:
    """The shortest of some rounds, each in milliseconds of the clock; the longest of these."""
    print(f"{Article.objects.count()} articles")
    found = {}
    for name, user in people.items():
        seconds = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            Person.of(user)
            seconds.append(time.perf_counter() - start)
        found[name] = min(seconds)
        print(f"  {name:<12}{found[name] * 1000:>8.1f} ms")
    return max(found.values())


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else MANY))
