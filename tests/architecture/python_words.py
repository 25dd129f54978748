"""Which words of a module people read and nobody could translate: sentences outside the functions that mark them."""

import ast
import re
from collections.abc import Iterator

MARKS = {"gettext", "gettext_lazy", "gettext_noop", "ngettext", "pgettext", "pgettext_lazy", "_"}
HOLE = "\ue000"  # stands for a value in a formatted text
SENTENCE = re.compile(r"[A-Za-zé’]{2,}[,;:.’”]? [“‘(]?[A-Za-z]|[A-Za-zé’]{3,}[,;:.]? \ue000|\ue000[.,;:]? [A-Za-z]{3,}")
WORD = re.compile(r"[A-Z][a-z]+")
# What is read by machines: patterns, SQL, HTML without words, addresses, headers.
CODE = re.compile(
    r"\\[sbwdS]|\(\?|\[\^|SELECT |UPDATE |CREATE |INSERT |DELETE |DROP |ALTER |COPY |GROUP |<[a-z/?]"
    r"|^[a-z-]+(/[a-z-]+)+|\$\{|^https?:|filename=|charset|max-age|noindex|no-store|default-src|^(article|chapter)-"
)
SPOKEN = {"label", "help_text", "verbose_name", "verbose_name_plural", "empty_label", "description"}
# What a call is told for the log, the record's and a row's history, or a programmer.
QUIET_CALLS = {
    *(
        "ValueError",
        "TypeError",
        "RuntimeError",
        "LookupError",
        "KeyError",
        "OSError",
        "ImproperlyConfigured",
        "CommandError",
    ),
    *("debug", "info", "warning", "error", "exception", "compile", "execute", "save_audited", "record_event"),
}
QUIET_ARGUMENTS = {"reason", "name", "code", "kind", "icon", "attrs", "key", "salt", "format", "template", "default"}
END = (ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign, ast.Return, ast.Module)


def unmarked(tree: ast.Module) -> list[str]:
    """Every text that looks like words for people and is not marked, with its line."""
    return [f"{node.lineno}: {_text(node)}" for node, around in _texts(tree) if _is_for_people(node, around)]


def _texts(tree: ast.Module) -> Iterator[tuple[ast.expr, tuple[ast.AST, ...]]]:
    """(text, what it stands in from the outside inwards), formatted texts as a whole."""
    waiting: list[tuple[ast.AST, tuple[ast.AST, ...]]] = [(tree, ())]
    while waiting:
        node, around = waiting.pop()
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            yield node, around
        if not isinstance(node, ast.JoinedStr):
            waiting += [(child, (*around, node)) for child in ast.iter_child_nodes(node)]


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    return "".join(str(part.value) if isinstance(part, ast.Constant) else HOLE for part in getattr(node, "values", []))


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _is_for_people(node: ast.expr, around: tuple[ast.AST, ...]) -> bool:
    text = _text(node)
    if CODE.search(text) or isinstance(around[-1], ast.Expr) or _is_quiet(node, around):
        return False
    return bool(SENTENCE.search(text)) or (_is_spoken(node, around) and bool(WORD.match(text)))


def _is_quiet(node: ast.expr, around: tuple[ast.AST, ...]) -> bool:
    """Marked already, or in a place whose words reach nobody's page."""
    inner: ast.AST = node
    for place in reversed(around):
        if isinstance(place, ast.Call) and _name(place) in MARKS | QUIET_CALLS:
            return True
        if isinstance(place, ast.keyword) and place.arg in QUIET_ARGUMENTS:
            return True
        if isinstance(place, ast.Compare | ast.Subscript | ast.arguments | ast.MatchValue):
            return True
        if isinstance(place, ast.Dict) and any(inner is key for key in place.keys):
            return True
        if isinstance(place, END):
            return False
        inner = place
    return False


def _is_spoken(node: ast.expr, around: tuple[ast.AST, ...]) -> bool:
    """A place where a single word is for people too: the name of a field, or of a choice."""
    if any(isinstance(place, ast.keyword) and place.arg in SPOKEN for place in around[-2:]):
        return True
    home = next((place for place in reversed(around) if isinstance(place, ast.ClassDef | ast.FunctionDef)), None)
    is_choice = isinstance(home, ast.ClassDef) and any("Choices" in ast.unparse(base) for base in home.bases)
    return is_choice and isinstance(around[-1], ast.Tuple) and around[-1].elts[-1] is node
