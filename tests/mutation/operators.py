"""What may be changed in a module: one small thing at a time, as a slip of the hand or of the mind would.

A mutant is named by its number in the order of :func:`mutants_of`; parsing the module again and making the change of
that number gives it again. Words for people, annotations and documentation are left alone.
"""

import ast
import enum
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
}
FUNCTIONS = {"any": "all", "all": "any", "min": "max", "max": "min"}
METHODS = {"filter": "exclude", "exclude": "filter", "first": "last", "last": "first", "union": "intersection"}
NARROWING = {"filter", "exclude", "get", "Q"}  # of whose conditions each must matter
CODE = re.compile(r"[a-z][a-z0-9_.:-]*")  # what programs compare; sentences and labels are not
UNTOUCHED = {"annotation", "returns", "type_comment", "decorator_list"}


@dataclass(frozen=True)
class Mutant:
    """One change: where it is, in words, and which function it is in (none: it changes the module itself)."""

    number: int
    line: int
    statement: range
    function: str | None
    change: str

    @property
    def is_of_the_module(self) -> bool:
        return self.function is None


@dataclass(frozen=True)
class Spot:
    """A node with where it hangs. ``function`` is the outermost function whose body it is in."""

    node: ast.AST
    parent: ast.AST
    field: str
    index: int | None
    statement: range
    function: str | None

    def put(self, other: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.field, other)
        else:
            getattr(self.parent, self.field)[self.index] = other


Change = tuple[str, Callable[[], None]]
Names = Mapping[str, object]


def mutants_of(source: str, names: Names) -> list[Mutant]:
    """Every mutant of the module; ``names`` are the module's own, with which enumerations are found."""
    changes = _changes(ast.parse(source), names)
    return [
        Mutant(number, spot.node.lineno, spot.statement, spot.function, words)
        for number, (spot, words, _) in enumerate(changes)
    ]


def mutated(source: str, names: Names, number: int) -> ast.Module:
    """The module with the change of this number."""
    tree = ast.parse(source)
    for place, (_, _, make) in enumerate(_changes(tree, names)):
        if place == number:
            make()
            return ast.fix_missing_locations(tree)
    raise LookupError(f"there is no mutant {number}")


def _changes(tree: ast.Module, names: Names) -> Iterator[tuple[Spot, str, Callable[[], None]]]:
    for spot in list(_spots(tree, range(0), None, "")):
        for operator in OPERATORS:
            for words, make in operator(spot, names):
                yield spot, words, make


def _spots(node: ast.AST, statement: range, function: str | None, path: str) -> Iterator[Spot]:
    """Everything below ``node`` that may be changed, from top to bottom."""
    for field, value in ast.iter_fields(node):
        if field in UNTOUCHED or (isinstance(node, ast.AnnAssign) and field == "target"):
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or _is_left_alone(child):
                continue
            inside, name = _inside(node, field, function, path)
            span = _span(child) if isinstance(child, ast.stmt) else statement
            if hasattr(child, "lineno"):
                yield Spot(child, node, field, index, span, inside)
            yield from _spots(child, span, inside, name)


def _inside(node: ast.AST, field: str, function: str | None, path: str) -> tuple[str | None, str]:
    """The outermost function that a child in this field belongs to, and the qualified name so far."""
    if not isinstance(node, ast.FunctionDef | ast.ClassDef) or field != "body" or function is not None:
        return function, path
    name = f"{path}.{node.name}" if path else node.name
    return (name if isinstance(node, ast.FunctionDef) else None), name


def _is_left_alone(node: ast.AST) -> bool:
    words = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return words or isinstance(node, ast.Import | ast.ImportFrom | ast.JoinedStr)


def _span(node: ast.stmt) -> range:
    """The lines that are run as this statement; of one with a body, its head."""
    body = getattr(node, "body", None)
    return range(node.lineno, max(body[0].lineno if body else node.end_lineno + 1, node.lineno + 1))


def comparisons(spot: Spot, names: Names) -> Iterator[Change]:
    node = spot.node
    if not isinstance(node, ast.Compare):
        return
    for place, operator in enumerate(node.ops):
        for other in COMPARISONS[type(operator)]:
            words = f"{type(operator).__name__} becomes {other.__name__}: {_said(node)}"
            yield words, lambda place=place, other=other: node.ops.__setitem__(place, other())


def connections(spot: Spot, names: Names) -> Iterator[Change]:
    """And for or, and each condition left out."""
    node = spot.node
    if not isinstance(node, ast.BoolOp):
        return
    other = ast.Or if isinstance(node.op, ast.And) else ast.And
    yield f"{other.__name__.lower()} instead: {_said(node)}", lambda: setattr(node, "op", other())
    for place, value in enumerate(node.values):
        rest = [one for at, one in enumerate(node.values) if at != place]
        left = rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        yield f"without “{_said(value)}”: {_said(node)}", lambda left=left: spot.put(ast.copy_location(left, node))


def conditions(spot: Spot, names: Names) -> Iterator[Change]:
    """A condition turned round, of a statement, an expression or a comprehension; and a "not" forgotten."""
    node = spot.node
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert):
        yield f"without the “not”: {_said(node)}", lambda: spot.put(node.operand)
    elif (spot.field == "test" and isinstance(spot.parent, ast.If | ast.IfExp | ast.While)) or spot.field == "ifs":
        if not isinstance(node, ast.Compare):  # these are turned round by their operator
            yield f"turned round: {_said(node)}", lambda: spot.put(_negated(node))
        if spot.field == "ifs":
            yield f"without the condition: {_said(node)}", lambda: spot.put(_constant(True, node))


def constants(spot: Spot, names: Names) -> Iterator[Change]:
    node = spot.node
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    if isinstance(value, bool):
        yield f"{not value} for {value}", lambda: setattr(node, "value", not value)
    elif isinstance(value, int):
        yield f"{value + 1} for {value}", lambda: setattr(node, "value", value + 1)
    elif isinstance(value, str) and CODE.fullmatch(value):
        yield f"another code for “{value}”", lambda: setattr(node, "value", f"{value}-x")


def members(spot: Spot, names: Names) -> Iterator[Change]:
    """The next member of an enumeration for this one."""
    node = spot.node
    if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)):
        return
    kind = names.get(node.value.id)
    if isinstance(kind, type) and issubclass(kind, enum.Enum) and node.attr in kind.__members__:
        known = list(kind.__members__)
        other = known[(known.index(node.attr) + 1) % len(known)]
        if other != node.attr:
            yield f"{other} for {_said(node)}", lambda: setattr(node, "attr", other)


def collections(spot: Spot, names: Names) -> Iterator[Change]:
    """One left out of several."""
    node = spot.node
    if isinstance(node, ast.Dict) and len(node.values) > 1:
        for place, key in enumerate(node.keys):
            said = _said(key) if key else "**"
            yield f"without the entry {said}", lambda place=place: (node.keys.pop(place), node.values.pop(place))
    if not isinstance(node, ast.Tuple | ast.List | ast.Set) or len(node.elts) < 2:
        return
    is_taken_apart = isinstance(node, ast.Tuple) and isinstance(spot.parent, ast.Return | ast.Assign | ast.Subscript)
    if isinstance(getattr(node, "ctx", ast.Load()), ast.Load) and not is_taken_apart:
        for place, value in enumerate(node.elts):
            yield f"without “{_said(value)}”: {_said(node)}", lambda place=place: node.elts.pop(place)


def arithmetic(spot: Spot, names: Names) -> Iterator[Change]:
    node = spot.node
    if isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        other = ARITHMETIC[type(node.op)]
        if not isinstance(node.op, ast.Sub):
            yield f"{other.__name__}: {_said(node)}", lambda: setattr(node, "op", other())
        yield f"only its first part: {_said(node)}", lambda: spot.put(node.left)


def calls(spot: Spot, names: Names) -> Iterator[Change]:
    """Another function of the kind, and each condition of a query left out."""
    node = spot.node
    if not isinstance(node, ast.Call):
        return
    called = node.func
    if isinstance(called, ast.Name) and called.id in FUNCTIONS:
        yield f"{FUNCTIONS[called.id]}: {_said(node)}", lambda: setattr(called, "id", FUNCTIONS[called.id])
    if isinstance(called, ast.Attribute) and called.attr in METHODS:
        yield f"{METHODS[called.attr]}: {_said(node)}", lambda: setattr(called, "attr", METHODS[called.attr])
    if (called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")) in NARROWING:
        for place, word in enumerate(node.keywords):
            if word.arg and len(node.keywords) + len(node.args) > 1:
                yield f"without {word.arg}: {_said(node)}", lambda place=place: node.keywords.pop(place)


def statements(spot: Spot, names: Names) -> Iterator[Change]:
    """A step forgotten, and an answer that is none."""
    node = spot.node
    if (
        isinstance(node, ast.Raise)
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call))
        or isinstance(node, ast.AugAssign)
    ):
        yield f"without: {_said(node)}", lambda: spot.put(ast.copy_location(ast.Pass(), node))
    elif isinstance(node, ast.Return) and node.value is not None and not _is_empty(node.value):
        yield f"nothing returned: {_said(node)}", lambda: setattr(node, "value", _empty_like(node.value))


def _is_empty(node: ast.expr) -> bool:
    elements = getattr(node, "elts", getattr(node, "keys", None))
    return elements == [] or (isinstance(node, ast.Constant) and not node.value)


def _empty_like(node: ast.expr) -> ast.expr:
    """No issues where a list of them is returned, False where a comparison is, otherwise None."""
    if isinstance(node, ast.List | ast.ListComp):
        return ast.copy_location(ast.List([], ast.Load()), node)
    return _constant(False if isinstance(node, ast.Compare | ast.BoolOp) else None, node)


def _negated(node: ast.expr) -> ast.expr:
    return ast.copy_location(ast.UnaryOp(ast.Not(), node), node)


def _constant(value: object, where: ast.AST) -> ast.expr:
    return ast.copy_location(ast.Constant(value), where)


def _said(node: ast.AST) -> str:
    """The code in one short line."""
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 70 else text[:67] + "…"


OPERATORS = (
    comparisons,
    connections,
    conditions,
    constants,
    members,
    collections,
    arithmetic,
    calls,
    statements,
)
