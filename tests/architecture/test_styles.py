"""Styles name the start and the end of a line, never left and right: they fit whatever direction a language has."""

import re

import pytest
from django.conf import settings

STYLES = sorted((settings.BASE_DIR / "editorial" / "static").glob("*.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
DECLARATION = re.compile(r"([a-z-]+)\s*:\s*([^;{}]+)[;}]")
SIDES = re.compile(r"^(left|right)$|-(left|right)(-|$)")
SIDED_VALUES = {"text-align", "float", "clear", "caption-side", "justify-content", "justify-items", "justify-self"}
FOUR_SIDED = {"margin", "padding", "inset", "border-width", "border-style", "border-color", "scroll-margin"}


def physical(style: str) -> list[str]:
    """Every declaration that means one side of the screen, whichever way the text runs."""
    return [
        f"{name}: {value.strip()}"
        for name, value in DECLARATION.findall(COMMENT.sub("", style))
        if SIDES.search(name)
        or (name in SIDED_VALUES and {"left", "right"} & set(value.split()))
        or (name in FOUR_SIDED and _is_lopsided(value))
        or (name == "border-radius" and _turns(value))
    ]


def _parts(value: str) -> list[str]:
    return re.findall(r"(?:[^\s()]|\([^()]*(?:\([^()]*\)[^()]*)*\))+", value)


def _is_lopsided(value: str) -> bool:
    """“top right bottom left” with another value at the right than at the left."""
    parts = _parts(value)
    return len(parts) == 4 and parts[1] != parts[3]


def _turns(value: str) -> bool:
    """Corners that are not the same at both sides."""
    parts = _parts(value)
    return len(parts) in (2, 3) or (len(parts) == 4 and (parts[0], parts[2]) != (parts[1], parts[3]))


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_style_has_no_left_and_no_right(path):
    assert physical(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("style", "found"),
    [
        ("a { margin-left: 1em; border-top-left-radius: 2px }", ["margin-left: 1em", "border-top-left-radius: 2px"]),
        ("a { left: 0; inset-inline-start: 0; top: 0; }", ["left: 0"]),
        ("a { text-align: right; float: inline-start; }", ["text-align: right"]),
        ("a { padding: 0 1em 0 calc(2 * (1em + 1px)); }", ["padding: 0 1em 0 calc(2 * (1em + 1px))"]),
        ("a { margin: 0 1em 2em 1em; border-radius: 4px 4px 0 0; } /* left: 0; */", []),
        ("a { border-radius: 4px 0 0 4px; }", ["border-radius: 4px 0 0 4px"]),
    ],
)
def test_what_belongs_to_one_side_is_found(style, found):
    assert physical(style) == found
