"""Whether an article was locked already when bytes were written into the store."""

import pytest
from django.test.utils import CaptureQueriesContext

from editorial.files.store import the_store


def is_locked(asked: CaptureQueriesContext) -> bool:
    return any('FROM "articles_article"' in one["sql"] and "FOR UPDATE" in one["sql"] for one in asked)


def locked_when_written(monkeypatch: pytest.MonkeyPatch, asked: CaptureQueriesContext) -> list[bool]:
    """Filled as files are written."""
    seen: list[bool] = []
    store = type(the_store())
    save = store.save

    def look_and_save(self, *args, **options):
        seen.append(is_locked(asked))
        return save(self, *args, **options)

    monkeypatch.setattr(store, "save", look_and_save)
    return seen
