"""What a row's digest covers, said once more in Python from ADR 23: an outsider who has a row can recompute it."""

import json
import uuid
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from hashlib import sha256
from random import Random
from typing import Any

import pytest
from django.db import connection

from editorial.record.models import Event
from editorial.record.rows import watched
from reviews.actions import return_to_editor
from reviews.models import Letter
from reviews.rules.policies import policy_version_for
from tests.builders import make_chair, make_submitted

from .scenes import HOW_MANY

pytestmark = pytest.mark.django_db

# A row of every type that watched tables have.
COLUMNS = {
    "id": "uuid",
    "at": "timestamptz",
    "on_day": "date",
    "text": "text",
    "number": "bigint",
    "is_so": "boolean",
    "measure": "numeric",
    "said": "jsonb",
    "names": "text[]",
    "people": "uuid[]",
    "öffentlich": "text",
}
LETTERS = "ab \"\\/\n\t\r\b\f\x01\x1f\x7f\u00e4\u2028\u20ac\U0001f600<&'"


def as_json(value: Any) -> Any:
    """A value as ``to_jsonb`` has it."""
    if isinstance(value, datetime):
        text = value.astimezone(UTC).replace(tzinfo=None).isoformat()
        return f"{text.rstrip('0') if '.' in text else text}+00:00"
    if isinstance(value, date | uuid.UUID):
        return str(value)
    if isinstance(value, list):
        return [as_json(one) for one in value]
    if isinstance(value, dict):
        return {key: as_json(one) for key, one in value.items()}
    return value


def written(value: Any) -> str:
    """JSON as PostgreSQL writes jsonb: keys by length in bytes, then by bytes; ``", "`` and ``": "`` between."""
    if isinstance(value, dict):
        ordered = sorted(value.items(), key=lambda pair: (len(pair[0].encode()), pair[0].encode()))
        return "{" + ", ".join(f"{written(key)}: {written(one)}" for key, one in ordered) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, Decimal):
        return format(value, "f")
    # PostgreSQL escapes what JSON must escape, and nothing else.
    return json.dumps(value, ensure_ascii=False)


def digest(row: dict[str, Any]) -> str:
    return sha256(written(as_json(row)).encode()).hexdigest()


def words(random: Random) -> str:
    return "".join(random.choices(LETTERS, k=random.randint(0, 12)))


def anything(random: Random, deep: int = 0) -> Any:
    kinds = [lambda: words(random), lambda: random.randint(-9, 9), lambda: None, lambda: random.random() < 0.5]
    if deep < 3:
        kinds.append(lambda: [anything(random, deep + 1) for _ in range(random.randint(0, 3))])
        kinds.append(lambda: {words(random): anything(random, deep + 1) for _ in range(random.randint(0, 4))})
    return random.choice(kinds)()


def a_row(random: Random) -> dict[str, Any]:
    zone = timezone(timedelta(minutes=random.choice((-210, 0, 60, 345))))
    at = datetime(random.randint(1970, 2090), random.randint(1, 12), random.randint(1, 28), 23, 59, 7, tzinfo=zone)
    row = {
        "id": uuid.UUID(int=random.getrandbits(128)),
        "at": at.replace(microsecond=random.choice((0, 1, 500000, 999999, 120))),
        "on_day": at.date(),
        "text": words(random),
        "number": random.randint(-(2**62), 2**62),
        "is_so": random.random() < 0.5,
        "measure": Decimal(random.randint(-(10**9), 10**9)).scaleb(-random.randint(0, 4)),
        "said": anything(random),
        "names": [words(random) for _ in range(random.randint(0, 3))],
        "people": [uuid.UUID(int=random.getrandbits(128)) for _ in range(random.randint(0, 2))],
        "öffentlich": words(random),
    }
    return {key: None if key != "id" and random.random() < 0.1 else value for key, value in row.items()}


def put(value: Any, kind: str) -> Any:
    return json.dumps(value) if kind == "jsonb" and value is not None else value


def test_python_and_postgresql_agree_on_the_digests_of_a_thousand_rows():
    random = Random(23)
    rows = [a_row(random) for _ in range(HOW_MANY)]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")
        columns = ", ".join(f'"{name}" {kind}' for name, kind in COLUMNS.items())
        cursor.execute(f"CREATE TEMP TABLE scene ({columns})")
        marks = ", ".join(f"%s::{kind}" for kind in COLUMNS.values())
        values = [[put(row[name], kind) for name, kind in COLUMNS.items()] for row in rows]
        cursor.executemany(f"INSERT INTO scene VALUES ({marks})", values)
        cursor.execute("SELECT id, record_digest(to_jsonb(scene)), record_keys(to_jsonb(scene)) FROM scene")
        found = {pk: (said, keys) for pk, said, keys in cursor.fetchall()}

    order = sorted(COLUMNS, key=lambda key: (len(key.encode()), key.encode()))
    assert {tuple(keys) for _, keys in found.values()} == {tuple(order)}
    assert {pk: said for pk, (said, _) in found.items()} == {row["id"]: digest(row) for row in rows}


def test_of_a_row_with_a_later_column_both_take_only_those_that_were_named():
    random = Random(24)
    rows = [a_row(random) for _ in range(HOW_MANY)]
    some = [random.sample(sorted(COLUMNS), random.randint(1, len(COLUMNS))) for _ in rows]
    values = [(written(as_json(row)), names) for row, names in zip(rows, some, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT record_digest(record_columns_of(t.row::jsonb, "
            "ARRAY(SELECT jsonb_array_elements_text(t.names::jsonb)))) "
            "FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS t(row, names, n) ORDER BY n",
            [[row for row, _ in values], [json.dumps(names) for _, names in values]],
        )
        found = [said for (said,) in cursor.fetchall()]

    assert found == [digest({name: row[name] for name in names}) for row, names in zip(rows, some, strict=True)]


def test_a_letter_has_the_digest_that_its_event_says():
    """From the row as it is read, nonce and all, and the event as it is published."""
    edition = make_submitted()
    chair = make_chair(policy_version_for(edition).policy.board)
    row = return_to_editor(edition=edition, text="Please mend “0,5 mg” → 5 mg.\n", by=chair)
    table = Letter._meta.db_table
    event = Event.objects.filter(verb="edition.return").get()
    parts = {relation: (columns, dict(named)) for relation, columns, named in json.loads(event.content)["rows"]}
    columns, named = parts[table]
    with connection.cursor() as cursor:
        key = Letter._meta.pk.column
        cursor.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE {key} = %s", [row.pk])
        said = dict(zip(columns, cursor.fetchone(), strict=True))

    assert "nonce" in columns
    assert named == {str(row.pk): digest(said)}


def test_watched_tables_have_no_type_that_was_not_tried():
    known = {kind.removesuffix("[]") for kind in COLUMNS.values()} | {"int4", "int2", "varchar", "int8", "bool"}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ltrim(udt_name, '_') FROM information_schema.columns "
            "WHERE table_schema = current_schema() AND table_name = ANY (%s)",
            [[one.relation for one in watched()]],
        )
        types = {name for (name,) in cursor.fetchall()}

    assert types <= known
