"""The store in a bucket of an S3-compatible service. Imported only where the settings name one: it needs boto3."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.storage import Storage
from storages.backends.s3 import S3Storage

# Signed as services of today want it; no check sums that only Amazon's own service understands; never waiting long.
CLIENT = Config(
    signature_version="s3v4",
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
    connect_timeout=5,
    read_timeout=60,
    retries={"max_attempts": 3},
)


@contextmanager
def said_as_on_a_disk() -> Iterator[None]:
    """What the service cannot do is an ``OSError``."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise OSError(f"the service of the bucket said {type(error).__name__}") from error


class BucketStore(Storage):
    """Private objects, of which none is ever renamed: the same name is the same file."""

    def __init__(self, **options: Any) -> None:
        own = {"file_overwrite": True, "default_acl": None, "querystring_auth": True, "client_config": CLIENT}
        self.service: Any = S3Storage(**own, **options)

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: Any) -> str:
        with said_as_on_a_disk():
            return str(self.service.save(name, content))

    def _open(self, name: str, mode: str = "rb") -> Any:
        """Fetched whole, so that what goes wrong is said before a byte is sent on."""
        with said_as_on_a_disk():
            return self.service.open(name, mode).open()

    def fetch_piece(self, name: str, first: int, length: int) -> Iterator[bytes]:
        """So many bytes from one on, in chunks as they come."""
        if not length:
            return
        with said_as_on_a_disk():
            asked = f"bytes={first}-{first + length - 1}"
            body = self.service.open(name).obj.get(Range=asked)["Body"]
            yield from body.iter_chunks(1024 * 1024)

    def exists(self, name: str) -> bool:
        with said_as_on_a_disk():
            return bool(self.service.exists(name))

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        with said_as_on_a_disk():
            folders, files = self.service.listdir(path)
            return folders, files

    def delete(self, name: str) -> None:
        with said_as_on_a_disk():
            self.service.delete(name)
