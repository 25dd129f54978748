"""What the chair's dashboard and a member's queue cost with 5 editions and with 10,000, most of them in review.

Run with: .venv/bin/python -m bench.chair [HOW MANY]
Everything happens in one transaction that is rolled back, in the database of IMPRIMATUR_DATA or DATABASE_URL. The
editions are copies of one that was made by the product's actions, written by SQL as a replica (which fires no triggers;
the embedded server's user may).
"""

import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.settings")
django.setup()

from datetime import timedelta  # noqa: E402

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles.models import Edition  # noqa: E402
from reviews.actions import assign, publish, set_article_policy, submit  # noqa: E402
from reviews.enums import Verdict  # noqa: E402
from reviews.models import PolicyVersion  # noqa: E402
from tests.builders import (  # noqa: E402
    approve,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    sign,
    sign_all,
)

MANY = 10_000
PAGES = (
    "/chair/",
    "/chair/settle/",
    "/chair/approve/",
    "/chair/renew/",
    "/chair/assign/",
    "/chair/chase/",
    "/chair/due/",
    "/review/",
)
ROUNDS = 3


def main(many: int) -> None:
    call_command("migrate", verbosity=0)
    settings.ALLOWED_HOSTS = ["testserver"]
    with transaction.atomic():
        board = make_board(name=f"Bench board {time.time()}")
        chair, member = make_chair(board), make_member(board)
        templates = scenes(board, chair, member)
        print(f"{'page':<18}{'editions':>10}{'queries':>9}{'seconds':>9}")
        report(chair, member, len(templates))
        for edition in templates:
            multiply(edition, many // len(templates))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        report(chair, member, Edition.objects.filter(state__in=("submitted", "under_review")).count())
        transaction.set_rollback(True)


def scenes(board, chair, member) -> list[Edition]:
    """One edition for each group of the dashboard, one that nobody has touched, and one that is live."""
    yesterday = timezone.localdate() - timedelta(days=1)
    policy = PolicyVersion.objects.filter(policy__board=board).get().policy

    def submitted():
        editor = make_editor()
        draft = make_draft(by=editor)
        set_article_policy(article=draft.article, policy=policy, by=editor)
        return submit(edition=draft, by=editor)

    ready, asked, late, lonely = (submitted() for _ in range(4))
    sign_all(ready, member, make_member(board))
    sign(version=asked.pins.first().version, verdict=Verdict.REQUEST_CHANGES, note="Why?", by=make_member(board))
    assign(article=late.article, user=member, by=chair, due_on=yesterday)
    live = submitted()
    sign_all(live, member, make_member(board))
    approve(edition=live, by=chair)
    publish(edition_id=live.pk)
    return [Edition.objects.get(pk=edition.pk) for edition in (ready, asked, late, lonely, live)]


def report(chair, member, editions: int) -> None:
    for page in PAGES:
        client = Client()
        client.force_login(member if page == "/review/" else chair)
        client.get(page)
        seconds = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            with CaptureQueriesContext(connection) as queries:
                response = client.get(page)
            seconds.append(time.perf_counter() - start)
        if response.status_code != 200:
            raise SystemExit(f"{page} answered {response.status_code}")
        print(f"{page:<18}{editions:>10}{len(queries):>9}{min(seconds):>9.3f}")


# What is copied with an edition, and which of its columns name it: the copies get ids of their own.
TABLES = {
    "articles_article": "id = %(article)s",
    "articles_articleslug": "article_id = %(article)s",
    "articles_section": "article_id = %(article)s",
    "articles_sectionversion": "section_id IN (SELECT id FROM articles_section WHERE article_id = %(article)s)",
    "articles_edition": "id = %(edition)s",
    "articles_pin": "edition_id = %(edition)s",
    "articles_manifest": "edition_id = %(edition)s",
    "articles_publishedbody": "edition_id = %(edition)s",
    "articles_publicpage": "article_id = %(article)s",
    "reviews_articlepolicy": "article_id = %(article)s",
    "reviews_editionpolicy": "edition_id = %(edition)s",
    "reviews_signoff": "edition_id = %(edition)s",
    "reviews_approval": "edition_id = %(edition)s",
    "reviews_assignment": "article_id = %(article)s",
}


def multiply(edition: Edition, copies: int) -> None:
    """So many copies of an edition with everything that belongs to it."""
    values = {"article": str(edition.article_id), "edition": str(edition.pk), "copies": copies}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        old = own_ids(cursor, values)
        for table, where in TABLES.items():
            cursor.execute(copy_sql(cursor, table, where, old), values)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def own_ids(cursor, values: dict) -> list[str]:
    """The ids that belong to the edition: every copy has others in their place, also inside its texts."""
    found = []
    for table, where in TABLES.items():
        key = primary_key(cursor, table)
        if key["type"] == "uuid":
            cursor.execute(f"SELECT {key['name']}::text FROM {table} WHERE {where}", values)
            found += [pk for (pk,) in cursor.fetchall()]
    return list(dict.fromkeys(found))


def columns_of(cursor, table: str) -> dict[str, str]:
    cursor.execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position",
        [table],
    )
    return dict(cursor.fetchall())


def primary_key(cursor, table: str) -> dict[str, str]:
    name, kind = next(iter(columns_of(cursor, table).items()))
    return {"name": name, "type": kind}


def copy_sql(cursor, table: str, where: str, old: list[str]) -> str:
    """INSERT … SELECT that writes the copies: ids inside are replaced, slugs and digests made anew."""
    columns = columns_of(cursor, table)
    chosen = {name: copied(name, kind, columns, old) for name, kind in columns.items()}
    chosen = {name: sql for name, sql in chosen.items() if sql}
    return (
        f"INSERT INTO {table} ({', '.join(chosen)}) SELECT {', '.join(chosen.values())} "
        f"FROM {table} AS old, generate_series(1, %(copies)s) AS n WHERE {where}"
    )


def copied(name: str, kind: str, columns: dict[str, str], old: list[str]) -> str:
    """The expression for one column of a copy; "" for numbers that the table counts itself."""
    if name == "id" and kind == "bigint":
        return ""
    if name == "slug":
        return "old.slug || '-' || n"
    if name == "digest" and "content" in columns:
        return f"encode(sha256(convert_to({renamed('old.content', old)}, 'UTF8')), 'hex')"
    if kind == "uuid":
        return (
            f"CASE WHEN old.{name}::text = ANY (ARRAY{old}) THEN md5(n || old.{name}::text)::uuid ELSE old.{name} END"
        )
    if name == "content" and kind == "text":
        return renamed("old.content", old)
    return f"old.{name}"


def renamed(text: str, old: list[str]) -> str:
    for pk in old:
        text = f"replace({text}, '{pk}', md5(n || '{pk}')::uuid::text)"
    return text


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MANY)
