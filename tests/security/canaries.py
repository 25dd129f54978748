"""A canary in every text of the database: a word that stands nowhere else, so that whoever reads it gives itself away.

Which texts there are is taken from the models. They are written behind the product's back (as a replica, which fires no
guard), each row's with words of their own; inside stored pages and JSON they stand among the words.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, connection, models, transaction

# A name is shown with a capital letter; of a day that a file gives, ten characters are shown.
CANARY = re.compile(rb"bird(\d+)x", re.IGNORECASE)
# Of JSON: under these names stand somebody's words.
WORDS_IN_JSON = {"title", "details", "entity", "text", "note", "reason", "heading", "summary", "message", "label"}
MARKED_UP = {
    "articles.SectionVersion.content",
    "articles.Manifest.content",
    "articles.PublishedBody.html",
    "articles.PublicPage.content",
}
JSON_IN_TEXT = {"articles.SourceDocument.content", "reviews.ReturnedFile.content"}
DIGESTED = MARKED_UP - {"articles.PublicPage.content"} | JSON_IN_TEXT


@dataclass(frozen=True)
class Text:
    """One text column of a model."""

    model: type[models.Model]
    field: models.Field

    @property
    def name(self) -> str:
        return f"{self.model._meta.label}.{self.field.name}"

    @property
    def is_json(self) -> bool:
        return isinstance(self.field, models.JSONField)

    @property
    def is_list(self) -> bool:
        return isinstance(self.field, ArrayField)


def texts() -> Iterator[Text]:
    """Every column in which words could stand: no choices, which are the product's own words."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            kind = field.base_field if isinstance(field, ArrayField) else field
            is_text = isinstance(kind, models.CharField | models.TextField | models.JSONField)
            if is_text and not kind.choices and not field.is_relation:
                yield Text(model, field)


@dataclass
class Canaries:
    """By number: the column in which each stands, and the chain of the row (its article's, or another)."""

    where: list[tuple[str, str]]

    def new(self, name: str, chain: str) -> str:
        self.where.append((name, chain))
        return f"bird{len(self.where) - 1}x"

    def read_in(self, content: bytes) -> set[tuple[str, str]]:
        return {self.where[int(number)] for number in CANARY.findall(content)}


def release(wanted: set[str]) -> Canaries:
    """Put a canary into every row of the columns named; in the transaction that is open."""
    canaries = Canaries([])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for text in texts():
            if text.name in wanted:
                _fill(cursor, text, canaries)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    return canaries


def _fill(cursor: Any, text: Text, canaries: Canaries) -> None:
    table, column, key = text.model._meta.db_table, text.field.column, text.model._meta.pk.column
    chain = f"reviews_chain_of('{table}', to_jsonb(one))"
    cursor.execute(f'SELECT "{key}"::text, "{column}"::text, {chain} FROM "{table}" one')
    for pk, value, chain in cursor.fetchall():
        word = canaries.new(text.name, chain)
        new = _with(text, value or "", word)
        digest = ", digest = encode(sha256(convert_to(%s, 'UTF8')), 'hex')" if text.name in DIGESTED else ""
        values = [new, new, pk] if digest else [new, pk]
        with suppress(IntegrityError), transaction.atomic():  # where a constraint says that there is nothing to say
            cursor.execute(f'UPDATE "{table}" SET "{column}" = %s{digest} WHERE "{key}"::text = %s', values)


def _with(text: Text, value: str, word: str) -> Any:
    """The value with a canary in it."""
    if text.name in MARKED_UP:
        return value.replace("<p>", f"<p>{word} ")
    if text.is_json or text.name in JSON_IN_TEXT:
        return json.dumps(_in_json(json.loads(value or "null"), word))
    if text.is_list:
        return [word]
    most = text.field.max_length
    return f"{word} {value}"[:most] if most else f"{word} {value}"


def _in_json(value: Any, word: str) -> Any:
    if isinstance(value, list):
        return [_in_json(one, word) for one in value]
    if isinstance(value, dict):
        return {
            key: _in_words(one, word) if key in WORDS_IN_JSON else _in_json(one, word) for key, one in value.items()
        }
    return value


def _in_words(value: Any, word: str) -> Any:
    """Somebody's words, or lines of them."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return [f"{one} {word}" for one in value]
    return f"{value} {word}" if isinstance(value, str) else _in_json(value, word)
