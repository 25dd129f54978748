"""A file is never taken away from under somebody who is just keeping it."""

import threading

import pytest
from django.db import connection, transaction

from editorial.files.actions import clean_files, keep_file
from editorial.files.models import StoredFile
from editorial.files.verification import file_failure
from tests.waiting import LONG

DATA = b"kept while somebody cleans"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("known", [False, True], ids=["new", "known-and-unused"])
def test_a_file_that_is_being_kept_is_left_alone(known):
    """The other is in its transaction, with the file found and not yet referred to: the clean-up passes it over."""
    if known:
        keep_file(data=DATA)
    found, cleaned = threading.Event(), threading.Event()

    def keep() -> None:
        with transaction.atomic():
            keep_file(data=DATA)
            found.set()
            cleaned.wait(LONG)
        connection.close()

    other = threading.Thread(target=keep)
    other.start()
    found.wait(LONG)
    counts = clean_files()
    cleaned.set()
    other.join(LONG)

    assert counts == (0, 0)
    assert file_failure(StoredFile.objects.get()) is None


@pytest.mark.django_db(transaction=True)
def test_whoever_keeps_and_whoever_cleans_at_once_never_leave_a_row_without_its_bytes():
    def work(deed) -> None:
        for _ in range(25):
            deed()
        connection.close()

    deeds = [lambda: keep_file(data=DATA), lambda: keep_file(data=DATA), clean_files]
    threads = [threading.Thread(target=work, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)

    assert [file_failure(row) for row in StoredFile.objects.all()] in ([], [None])
