"""Which way imports go: between the apps, and inside each of them."""

from tests.architecture.source import APPS, imports, modules

LEAVES = ("editorial.shared", "editorial.record", "editorial.accounts")
MAY_USE = {
    "references": {"references"},
    "articles": {"references", "articles"},
    "reviews": {"references", "articles", "reviews"},
    "editorial": {"references", "articles", "reviews", "editorial"},
}
# Inside an app, a module imports only from its own layer or a lower one.
LAYERS = {
    "enums": 0,
    "models": 1,
    "actions": 3,
    "forms": 4,
    "forms_evidence": 4,
    "import_forms": 4,
    "forms_notices": 4,
    "widgets": 4,
    "views": 5,
    "urls": 6,
    "urls_chair": 6,
    "urls_desk": 6,
    "urls_evidence": 6,
    "urls_import": 6,
    "urls_notices": 6,
    "urls_dossiers": 6,
    "urls_profile": 6,
    "tasks": 4,
    "admin": 5,
    "samples": 4,
    "management": 5,
    "apps": 7,
}
PURE_OR_READING = 2  # everything else: rules, queries, permissions, requirements, rendering…


def app_of(module: str) -> str:
    """The layer between the apps that a module belongs to: a leaf package, or the app."""
    leaf = next((leaf for leaf in LEAVES if module == leaf or module.startswith(f"{leaf}.")), None)
    return leaf or module.split(".")[0]


def layer_of(module: str) -> int:
    parts = module.split(".")
    return LAYERS.get(parts[1], PURE_OR_READING) if len(parts) > 1 else 0


def allowed_between(user: str, used: str) -> bool:
    if used in LEAVES:
        return True
    if user in LEAVES:
        return used == user
    return used in MAY_USE[user]


def product_imports():
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
    order = {"editorial.shared": 0, "editorial.record": 1, "editorial.accounts": 1}
    wrong = [
        f"{name}:{line} imports {target}"
        for name, target, line in product_imports()
        if app_of(name) in LEAVES
        and app_of(target) != app_of(name)
        and order.get(app_of(target), 9) >= order[app_of(name)]
    ]

    assert wrong == []


def test_inside_an_app_imports_go_one_way():
    wrong = [
        f"{name}:{line} imports {target}"
        for name, target, line in product_imports()
        if name.split(".")[0] == target.split(".")[0] != "editorial" and layer_of(name) < layer_of(target)
    ]

    assert wrong == []


def test_the_walk_sees_a_wrong_import():
    """This guard can fail."""
    assert not allowed_between("articles", "reviews")
    assert not allowed_between("references", "articles")
    assert not allowed_between("editorial.shared", "articles")
    assert allowed_between("reviews", "articles")
    assert allowed_between("articles", "editorial.record")
    assert (
        layer_of("articles.models.edition") < layer_of("articles.actions.drafting") < layer_of("articles.views.public")
    )
