"""manage.py import_references."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from references.models import Reference

from .builders import make_editor, make_person

pytestmark = pytest.mark.django_db
SAMPLES = str(Path(settings.BASE_DIR) / "articles/samples/references.json")


def run(*files: str, by: str, **options) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("import_references", *files, by=by, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def editor():
    return make_editor()


def write(path: Path, content: str | bytes) -> str:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def test_a_file_is_imported_once(editor):
    assert run(SAMPLES, by=editor.email)[0] == "references.json (CSL-JSON): 18 added, 0 known already, 0 problems.\n"
    assert (
        run(SAMPLES, by=editor.email.upper())[0]
        == "references.json (CSL-JSON): 0 added, 18 known already, 0 problems.\n"
    )
    assert Reference.objects.filter(created_by=editor).count() == 18


def test_a_dry_run_changes_nothing(editor):
    out, _ = run(SAMPLES, by=editor.email, dry_run=True)

    assert out == "references.json (CSL-JSON): 18 would be added, 0 known already, 0 problems.\n"
    assert Reference.objects.count() == 0


def test_what_fails_is_named_while_the_good_is_taken(editor, tmp_path):
    file = write(tmp_path / "mixed.json", json.dumps([{"id": "a", "title": "A"}, {"id": "b", "URL": "javascript:x"}]))

    out, err = run(file, by=editor.email)

    assert out == "mixed.json (CSL-JSON): 1 added, 0 known already, 1 problems.\n"
    assert "mixed.json: Line 1: “URL”: “javascript:x” is not a web address" in err


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff\xfe\x00", "bad.json, line 1: the byte 0x00 is not UTF-16 text"),
        (b"\nnothing of the kind", "bad.json: This is not JSON (line 2)"),
        (b"[" + b" " * 11 * 1024 * 1024 + b"]", "bad.json has 11.0 MB; at most 10 MB are read."),
    ],
)
def test_a_file_that_cannot_be_read_does_not_keep_the_others_out(editor, tmp_path, content, message):
    bad = write(tmp_path / "bad.json", content)
    out, err = StringIO(), StringIO()

    with pytest.raises(CommandError, match=r"Not imported: .*bad\.json"):
        call_command("import_references", bad, SAMPLES, by=editor.email, stdout=out, stderr=err)

    assert message in err.getvalue()
    assert Reference.objects.count() == 18


def test_a_missing_file_is_named(editor):
    with pytest.raises(CommandError, match=r"nowhere\.json"):
        run("nowhere.json", by=editor.email)


def test_nobody_imports_in_an_unknown_name():
    with pytest.raises(CommandError, match="Nobody has the e-mail address"):
        run(SAMPLES, by="nobody@example.org")


def test_a_person_without_role_imports_nothing():
    with pytest.raises(CommandError, match="neither an editor nor an administrator"):
        run(SAMPLES, by=make_person().email)

    assert Reference.objects.count() == 0
