"""Which way imports go: between the apps, and inside each of them, folder by folder."""

from collections.abc import Iterator

import pytest

from tests.architecture.source import APPS, imports, modules

LEAVES = ("editorial.shared", "editorial.record", "editorial.accounts", "editorial.files", "editorial.scratch")
MAY_USE = {
    "references": {"references"},
    "articles": {"references", "articles"},
    "reviews": {"references", "articles", "reviews"},
    "editorial": {"references", "articles", "reviews", "editorial"},
}
# The modules and folders of each app, and of the desk, from the ground up: each imports only what stands before it.
# What is not listed fails, so a new one gets its place here before anything can be imported from it.
FLOORS = {
    "references": (
        *("enums", "text", "identifiers", "csl_style", "merging", "models", "permissions", "usage"),
        *("summary", "sameness", "keys", "matching", "prepare", "formatting", "formats", "standing", "library"),
        *("lookup", "links"),
        *("requirements", "imports", "verification"),
        *("actions", "tasks", "admin", "management", "forms", "import_forms", "views", "urls", "apps"),
    ),
    "articles": (
        *(
            "enums",
            "languages",
            "text",
            "media",
            "statement",
            "models",
            "permissions",
            "locks",
            "redline",
            "clinical",
            "parity",
            "conservation",
            "exchange",
            "words",
            "checks",
            "returned",
            "site",
            "queries",
            "media_files",
            "linked",
            "headings",
        ),
        *(
            "passages",
            "imports",
            "exporting",
            "translations",
            "doubts",
            "kept_reports",
            "plain_terms",
            "findings",
            "templates",
            "previews",
            "requirements",
            "usage",
            "verification",
        ),
        *("actions", "tasks", "admin", "management", "question_form", "views", "apps"),
    ),
    "reviews": (
        *("enums", "models", "rules", "talk", "notices", "publishing", "verification", "record"),
        *("actions", "tasks", "samples", "management"),
        *("templatetags", "room", "forms", "admin", "views", "urls", "apps"),
    ),
    "editorial": (
        *(
            "shared",
            "accounts",
            "record",
            "files",
            "scratch",
            "queues",
            "embedded",
            "settings",
            "version",
            "celery",
            "templatetags",
        ),
        *(
            "middleware",
            "kept",
            "unsaved",
            "public",
            "public_urls",
            "context",
            "checks",
            "health",
            "gallery",
            "desk",
            "urls",
        ),
        *("management", "read_ahead", "apps", "wsgi"),
    ),
    "editorial.desk": (
        *(
            "listing",
            "reading",
            "overview",
            "editing",
            "translating",
            "checked",
            "warnings",
            "unsaved",
            "presence",
            "passages",
            "sets",
            "previewing",
            "setting_up",
            "my_work",
            "finding",
            "forms",
            "pasted",
            "import_doubts",
            "import_lines",
            "import_blocks",
            "import_steps",
            "importing",
            "views",
            "urls",
        ),
    ),
}


def app_of(module: str) -> str:
    """The layer between the apps that a module belongs to: a leaf package, or the app."""
    leaf = next((leaf for leaf in LEAVES if module == leaf or module.startswith(f"{leaf}.")), None)
    return leaf or module.split(".")[0]


def allowed_between(user: str, used: str) -> bool:
    if used in LEAVES:
        return True
    if user in LEAVES:
        return used == user
    return used in MAY_USE[user]


def inside(house: str, module: str) -> str | None:
    """The module or folder of a house that a module is or lies in; None if it lies elsewhere or is the house."""
    if not module.startswith(f"{house}."):
        return None
    return module.removeprefix(f"{house}.").split(".")[0]


def goes_down(house: str, user: str, used: str) -> bool:
    """Whether one module of a house may import another. Within one module or folder every import is free."""
    floors = FLOORS[house]
    return user == used or (user in floors and used in floors and floors.index(used) < floors.index(user))


def product_imports() -> Iterator[tuple[str, str, int]]:
    for name, tree in modules():
        for target, line in imports(name, tree):
            if target.split(".")[0] in APPS:
                yield name, target, line


def test_apps_import_only_what_is_below_them():
    wrong = [
        f"{name}:{line} imports {target}"
        for name, target, line in product_imports()
        if not allowed_between(app_of(name), app_of(target))
    ]

    assert wrong == []


def test_leaf_packages_import_nothing_of_ours_but_leaves():
    order = {
        "editorial.shared": 0,
        "editorial.record": 1,
        "editorial.accounts": 1,
        "editorial.files": 2,
        "editorial.scratch": 2,
    }
    wrong = [
        f"{name}:{line} imports {target}"
        for name, target, line in product_imports()
        if app_of(name) in LEAVES
        and app_of(target) != app_of(name)
        and order.get(app_of(target), 9) >= order[app_of(name)]
    ]

    assert wrong == []


@pytest.mark.parametrize("house", FLOORS)
def test_every_module_has_its_place(house):
    """Also one that nobody imports yet; and no place is kept for what is gone."""
    places = {place for name, _ in modules() if (place := inside(house, name))}

    assert places == set(FLOORS[house])
    assert len(FLOORS[house]) == len(places)


@pytest.mark.parametrize("house", FLOORS)
def test_inside_a_house_imports_go_one_way(house):
    wrong = [
        f"{name}:{line} imports {target}"
        for name, target, line in product_imports()
        if (user := inside(house, name)) and (used := inside(house, target)) and not goes_down(house, user, used)
    ]

    assert wrong == []


def test_only_the_addresses_know_the_desk():
    """Every other app and module works without it."""
    wrong = [
        f"{name}:{line} imports {target}"
        for name, target, line in product_imports()
        if inside("editorial", target) == "desk" and inside("editorial", name) not in ("desk", "urls")
    ]

    assert wrong == []


def test_the_walk_sees_a_wrong_import():
    """This guard can fail."""
    assert not allowed_between("articles", "reviews")
    assert not allowed_between("references", "articles")
    assert not allowed_between("editorial.shared", "articles")
    assert allowed_between("reviews", "articles")
    assert allowed_between("articles", "editorial.record")


@pytest.mark.parametrize(
    ("house", "user", "used", "allowed"),
    [
        ("reviews", "actions", "rules", True),
        ("reviews", "rules", "actions", False),
        ("reviews", "actions", "room", False),
        ("reviews", "talk", "notices", False),
        ("reviews", "room", "room", True),
        ("reviews", "forms_urgent", "forms", False),
        ("reviews", "views", "forms_urgent", False),
        ("editorial.desk", "forms", "views", False),
    ],
)
def test_what_stands_before_may_be_imported_and_nothing_else(house, user, used, allowed):
    assert goes_down(house, user, used) is allowed


def test_names_are_found_below_their_house_only():
    assert inside("reviews", "reviews.rules.quorum") == "rules"
    assert inside("reviews", "reviews.admin") == "admin"
    assert inside("reviews", "reviews") is None
    assert inside("editorial.desk", "editorial.desk") is None
    assert inside("editorial.desk", "editorial.desktop.views") is None


def test_the_second_pair_of_eyes_knows_nothing_of_the_readers():
    """Otherwise one mistake could hide in both."""
    eyes = "articles.conservation"
    wrong = [
        f"{name}:{line} imports {target}"
        for name, target, line in product_imports()
        if name.startswith(eyes) and not target.startswith(eyes)
    ]

    assert wrong == []
    assert any(name.startswith(f"{eyes}.") for name, _ in modules())
