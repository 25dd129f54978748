"""What this app adds to the verification of the record: every file still has the bytes that its name says."""

from collections.abc import Iterator

from editorial.record.verification import Failure, check

from .models import StoredFile
from .store import digest_in_store


@check("files", count=StoredFile.objects.count)
def check_files() -> Iterator[Failure | None]:
    for file in StoredFile.objects.order_by("digest").iterator():
        yield file_failure(file)


def file_failure(file: StoredFile) -> Failure | None:
    """Whether the store has exactly this file: hashed anew from its bytes."""
    row = f"file {file.digest}"
    try:
        digest, size = digest_in_store(file)
    except OSError as error:
        return Failure(row, f"its bytes cannot be read ({error.strerror or error})")
    if digest != file.digest or size != file.size:
        return Failure(row, "its bytes were changed")
    return None
