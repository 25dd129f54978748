"""What the environment says wrongly is said in words, without a traceback."""

import os
import stat
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.utils import timezone

from editorial.accounts.tasks import clear_sessions
from editorial.shared.mail_files import PrivateFiles


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DATABASE_URL", "nonsense", "DATABASE_URL must name a PostgreSQL database (postgresql://…)."),
        ("DATABASE_URL", "postgresql://a:b@c:d/e", "DATABASE_URL must name a PostgreSQL database (postgresql://…)."),
        ("MAILBOX", "pigeon", "MAILBOX must be one of file, console, not “pigeon”."),
        ("DIGEST_HOUR", "seven", "DIGEST_HOUR must be a whole number from 0 to 23, not “seven”."),
        ("DIGEST_HOUR", "24", "DIGEST_HOUR must be a whole number from 0 to 23, not “24”."),
        ("DIGEST_HOUR", "-1", "DIGEST_HOUR must be a whole number from 0 to 23, not “-1”."),
        ("EMAIL_PORT", "smtp", "EMAIL_PORT must be a whole number from 1 to 65535, not “smtp”."),
        ("SIGNING_IDLE_MINUTES", "0", "SIGNING_IDLE_MINUTES must be a whole number from 1 to 240, not “0”."),
        ("DESK_AT_ONCE", "0", "DESK_AT_ONCE must be a whole number from 1 to 1000, not “0”."),
        (
            "OUTGOING_PORTS",
            "80;",
            "OUTGOING_PORTS must be numbers of ports, with commas between them, not “80;”.",
        ),
    ],
)
def test_what_cannot_be_used_is_named_with_what_can(name, value, words):
    run = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=settings.BASE_DIR,
        env={**os.environ, name: value},
        capture_output=True,
        text=True,
    )

    assert (run.returncode, run.stderr.strip()) == (1, words)


@pytest.mark.parametrize("host", ["127.0.0.1:9", "nowhere.invalid"])
def test_a_database_that_is_away_is_said_to_be_so_without_a_traceback(host):
    run = subprocess.run(
        [sys.executable, "manage.py", "verify_record"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": f"postgresql://somebody:secret@{host}/name"},
        capture_output=True,
        text=True,
    )

    assert (run.returncode, "Traceback" in run.stderr, "secret" in run.stderr) == (1, False, False)
    assert run.stderr.startswith("The database does not answer: ")


def test_a_database_without_tables_is_said_to_be_so_without_a_traceback(tmp_path):
    run = subprocess.run(
        [sys.executable, "manage.py", "import_articles", "x.md", "--by", "editor@example.org"],
        cwd=settings.BASE_DIR,
        env={name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        | {"IMPRIMATUR_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
    )

    assert (run.returncode, "Traceback" in run.stderr) == (1, False)
    assert "The database has not all tables yet: run “manage.py migrate” first" in run.stderr


def test_mails_in_files_are_their_owners_alone(tmp_path):
    folder = tmp_path / "mail"
    folder.mkdir(mode=0o755)
    mails = PrivateFiles(file_path=str(folder))
    old = os.umask(0)
    try:
        EmailMessage("Subject", "Body", "a@example.org", ["b@example.org"], connection=mails).send()
    finally:
        os.umask(old)

    (file,) = folder.iterdir()
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, file)] == [0o700, 0o600]
    assert "Subject: Subject" in file.read_text()


@pytest.mark.django_db
def test_sessions_that_are_over_are_thrown_away(client):
    for key, age in (("over", -1), ("running", 1)):
        expires = timezone.now() + timedelta(hours=age)
        Session.objects.create(session_key=key, session_data="", expire_date=expires)

    clear_sessions()

    assert list(Session.objects.values_list("session_key", flat=True)) == ["running"]
