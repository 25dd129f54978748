"""The same store in a bucket: spoken to with the real client, over HTTP."""

import subprocess
import sys

import pytest
from django.conf import settings as configured

from editorial.files.actions import clean_files, keep_file
from editorial.files.models import StoredFile
from editorial.files.store import open_file, piece_of, place_of, the_store
from editorial.files.verification import file_failure
from editorial.shared.issues import Refused

from .conftest import use
from .service import Service, signed_with

pytestmark = pytest.mark.django_db
DATA = b"Not more than 50 mg."


@pytest.fixture
def service(settings, folder):
    with Service() as running:
        options = {
            "bucket_name": "imprimatur",
            "endpoint_url": running.address,
            "region_name": "eu-west-1",
            "access_key": "key",
            "secret_key": "secret",
            "location": "site",
        }
        use(settings, {"BACKEND": "editorial.files.bucket.BucketStore", "OPTIONS": options})
        yield running


def test_a_file_is_kept_in_the_bucket_and_read_back(service):
    row = keep_file(data=DATA, name="x.txt")

    assert service.objects == {f"/imprimatur/site/{place_of(row.digest)}": DATA}
    assert open_file(row).read() == DATA
    assert file_failure(row) is None


def test_of_a_part_no_more_is_fetched(service):
    row = keep_file(data=DATA)

    assert b"".join(piece_of(row, 4, 8)) == DATA[4:12]
    assert b"".join(piece_of(row, 0, len(DATA))) == DATA
    service.objects.clear()
    with pytest.raises(OSError, match=r"bucket|exist|No such|not"):
        next(piece_of(row, 4, 8))


def test_requests_are_signed_in_the_way_of_today(service):
    keep_file(data=DATA)

    assert {signed_with(authorization) for _, authorization in service.asked} == {"AWS4-HMAC-SHA256"}


def test_the_same_bytes_are_sent_once_and_never_renamed(service):
    keep_file(data=DATA)
    keep_file(data=DATA)

    assert [verb for verb, _ in service.asked].count("PUT") == 1
    assert len(service.objects) == 1


def test_what_was_changed_or_lost_in_the_bucket_is_found(service):
    row = keep_file(data=DATA)
    place = f"/imprimatur/site/{place_of(row.digest)}"

    service.objects[place] = b"Not more than 60 mg."
    changed = file_failure(row)
    del service.objects[place]
    lost = file_failure(row)

    assert changed.problem == "its bytes were changed"
    assert lost.problem.startswith("its bytes cannot be read")


def test_cleaning_takes_out_of_the_bucket_what_nothing_refers_to(service):
    keep_file(data=DATA)
    service.objects["/imprimatur/site/other.txt"] = b"not ours"

    assert clean_files() == (1, 1)
    assert service.objects == {"/imprimatur/site/other.txt": b"not ours"}


def test_a_service_that_refuses_keeps_nothing_and_is_said_in_words(service):
    service.broken = True

    with pytest.raises(Refused, match="does not take anything now"):
        keep_file(data=DATA)

    assert StoredFile.objects.count() == 0


def test_a_file_that_cannot_be_fetched_is_an_error_before_a_byte_is_sent(service):
    row = keep_file(data=DATA)
    service.broken = True

    with pytest.raises(OSError, match="the service of the bucket said"):
        open_file(row)


def test_no_path_on_a_disk_is_asked_of_the_store(service):
    """Whatever reads a file does so through the store."""
    with pytest.raises(NotImplementedError):
        the_store().path("x")


SAY = "from editorial import settings; print(settings.STORAGES['files'])"


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "editorial.files.disk.DiskStore"),
        ({"FILES_BUCKET": "words", "FILES_ENDPOINT": "https://s3.example.org"}, "editorial.files.bucket.BucketStore"),
    ],
    ids=["disk", "bucket"],
)
def test_the_environment_says_where_files_are_kept(environment, said):
    inherited = {"PATH": "/usr/bin:/bin", "SECRET_KEY": "x", "IMPRIMATUR_DATA": str(configured.DATA_DIR)}
    servers = {"DATABASE_URL": "postgresql://a:b@localhost/c", "CELERY_BROKER_URL": "redis://localhost:1/0"}
    answer = subprocess.run(
        [sys.executable, "-c", SAY],
        env=inherited | servers | environment,
        cwd=configured.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )

    assert said in answer.stdout
    assert environment.get("FILES_ENDPOINT", "") in answer.stdout
