"""Who may write: one function assigns ``Edition.state``, and only actions write at all."""

import ast
import re

from tests.architecture.source import functions, modules

WRITING = {"save", "delete", "create", "update", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
# Besides actions: what these modules write is not the product's own data, or they are the wrapper itself.
OTHER_WRITERS = {
    "editorial.shared.audit",
    "editorial.shared.immutable",
    "editorial.accounts.models",
}


def assigners_of(attribute: str) -> set[str]:
    """ "module.function" wherever ``something.<attribute> = …`` stands."""
    found = set()
    for name, tree in modules():
        for function in functions(tree):
            for node in ast.walk(function):
                targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
                for target in targets if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) else []:
                    for one in ast.walk(target):
                        if isinstance(one, ast.Attribute) and one.attr == attribute:
                            found.add(f"{name}.{function.name}")
    return found


def test_one_function_assigns_the_state_of_an_edition():
    assert assigners_of("state") == {"reviews.rules.transitions._moved"}


def test_state_is_passed_to_no_update_or_constructor():
    wrong = [
        f"{name}:{node.lineno}"
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"update", "create", "bulk_update", "get_or_create", "update_or_create"}
        and any(keyword.arg == "state" for keyword in node.keywords)
    ]

    assert wrong == []


def manager_writes() -> list[str]:
    """Calls like ``Model.objects.create(…)`` or ``Model.objects.filter(…).update(…)`` outside actions."""
    found = []
    for name, tree in modules():
        if ".actions" in name or name in OTHER_WRITERS or name == "reviews.samples":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING:
                chain = {one.attr for one in ast.walk(node.func) if isinstance(one, ast.Attribute)}
                if "objects" in chain:
                    found.append(f"{name}:{node.lineno} .{node.func.attr}()")
    return found


def test_only_actions_write_rows():
    assert manager_writes() == []


def test_product_code_has_no_assert_statements():
    """They vanish under -O; a rule that must hold raises."""
    wrong = [
        f"{name}:{node.lineno}" for name, tree in modules() for node in ast.walk(tree) if isinstance(node, ast.Assert)
    ]

    assert wrong == []


# Whose review it is is said in rules; the writer of assignments asks what it sets.
SAY_WHOSE_REVIEW = {"reviews.enums", "reviews.models.assignment", "reviews.rules.assignments"}
SET_WHOSE_REVIEW = {"reviews.actions.assignments"}
BY_HAND = re.compile(r"STANDING_ASSIGNMENTS|AssignmentStatus|\ba\.status\b|exclude\(status=|filter\([^)]*\bstatus__in=")


def test_whether_an_assignment_stands_is_asked_of_one_queryset():
    by_hand = {
        name
        for name, tree in modules()
        if name.startswith(("reviews.", "editorial.desk")) and BY_HAND.search(ast.unparse(tree))
    }

    assert by_hand <= SAY_WHOSE_REVIEW | SET_WHOSE_REVIEW, by_hand
