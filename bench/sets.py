"""How long the commit takes in which all of a set goes live, and composing its pages before it.

Run with: .venv/bin/python -m bench.sets [HOW MANY]
Everything happens in one transaction that is rolled back, in the database of IMPRIMATUR_DATA or DATABASE_URL; what is
asked when a transaction commits is asked, and timed, too.
"""

import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from tqdm import tqdm  # noqa: E402

from articles.models import Edition, PublicPage  # noqa: E402
from reviews.actions import make_set, submit  # noqa: E402
from reviews.actions.together import prepare_set, switch_set  # noqa: E402
from reviews.models import ReviewPolicy  # noqa: E402
from tests.builders import approve, make_board, make_chair, make_draft, make_editor, make_member, sign_all  # noqa: E402

MEMBERS, SECTIONS = 200, 4
MOST = 2.0


def approved(number: int) -> object:
    """A set of so many editions, all approved."""
    editor, board = make_editor(), make_board(name=f"Bench {time.time_ns()}")
    ReviewPolicy.objects.update(is_default=False)
    ReviewPolicy.objects.filter(board=board).update(is_default=True)
    signers, chair, editions = [make_member(board), make_member(board)], make_chair(board), []
    for _ in tqdm(range(number), unit="edition", disable=None, leave=False):
        slug = f"bench-{time.time_ns()}"
        edition = submit(edition=make_draft(by=editor, slug=slug, sections=SECTIONS), by=editor)
        sign_all(edition, *signers)
        editions.append(edition)
    rows = Edition.objects.select_related("article").in_bulk([one.pk for one in editions]).values()
    articles = [one.article for one in rows]
    made = make_set(articles=articles, name="Bench", reason="To be measured.", by=editor)
    for one in tqdm(list(rows), unit="approval", disable=None, leave=False):
        approve(edition=one, by=chair)
    return made.pk


def timed(act) -> float:
    """Seconds that one call takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def asked_at_the_commit() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def main() -> int:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else MEMBERS
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        pk = approved(number)
        asked_at_the_commit()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        before = timed(lambda: prepare_set(set_id=pk))
        switch = timed(lambda: switch_set(set_id=pk))
        commit = timed(asked_at_the_commit)
        pages = PublicPage.objects.filter(edition__set_members__edition_set=pk, kind="live").count()
        transaction.set_rollback(True)
    print(f"{number} editions, {pages} pages")
    print(f"composed before, without a lock: {before:.2f} s")
    print(f"switched, under all locks:       {switch:.2f} s")
    print(f"asked at the commit:             {commit:.2f} s")
    print(f"together:                        {switch + commit:.2f} s  (at most {MOST:.0f} s for {MEMBERS})")
    return int(switch + commit > MOST)


if __name__ == "__main__":
    sys.exit(main())
