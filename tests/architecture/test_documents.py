"""What the documents name is there: files, headings, commands, and every environment variable that the code reads."""

import ast
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.management import get_commands

from tests.architecture.source import ROOT, modules

FOLDERS = ("docs", "bench", "articles")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.md"))])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"manage\.py ([a-z][a-z_]*)")
PROGRAMS = re.compile(r"^(?:\S*/)?(script/[a-z_]+|bench/[a-z_.]+)", re.MULTILINE)


def shown(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


def prose(document: Path) -> str:
    """The document without its blocks of code, in which brackets mean other things."""
    return re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)


def anchors(document: Path) -> set[str]:
    """The addresses of the headings, as they are made where such documents are shown."""
    titles = re.findall(r"^#+ (.+)$", prose(document), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-") for title in titles}


def links(document: Path) -> list[str]:
    """The links to places in the repository; what stands in backticks is no link."""
    text = re.sub(r"`[^`\n]*`", "", prose(document))
    return [link for link in LINK.findall(text) if not re.match(r"https?:|mailto:", link)]


def is_there(document: Path, link: str) -> bool:
    path, _, anchor = unquote(link).partition("#")
    target = (document.parent / path).resolve() if path else document
    return target.exists() and (not anchor or anchor in anchors(target))


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_links_lead_somewhere(document):
    assert [link for link in links(document) if not is_there(document, link)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_commands_exist(document):
    named = set(COMMAND.findall(document.read_text(encoding="utf-8")))

    assert named - set(get_commands()) == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_scripts_exist(document):
    named = set(PROGRAMS.findall(document.read_text(encoding="utf-8")))

    assert {name for name in named if not (ROOT / name).exists()} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_paths_in_backticks_exist(document):
    """`reviews/rules/quorum.py` and the like; patterns and what only an installation has are not meant."""
    named = re.findall(r"`((?:references|articles|reviews|editorial|tests|templates|bench)/[\w/.-]+)`", prose(document))

    assert [path for path in named if not (ROOT / path).exists()] == []


def test_what_the_map_of_rules_names_stands_in_the_file_that_it_names():
    table = prose(ROOT / "docs" / "developers.md").partition("**Where a rule stands.**")[2].partition("\n## ")[0]
    named = re.findall(r"`([\w/.]+\.(?:py|sql))`: ((?:`\w+`(?:, )?)+)", table)
    assert len(named) >= 15
    for path, names in named:
        text = (ROOT / path).read_text(encoding="utf-8")
        for name in re.findall(r"\w+", names):
            assert re.search(rf"^\s*def {name}\(|^{name}\b|FUNCTION {name}\(", text, re.MULTILINE), (path, name)


def test_the_action_that_is_shown_as_a_model_is_one_of_ours():
    guide = (ROOT / "docs" / "developers.md").read_text(encoding="utf-8")
    model = guide.partition("## How an action looks")[2].partition("```python\n")[2].partition("```")[0]

    assert "@transaction.atomic" in model
    assert model in (ROOT / "reviews" / "actions" / "submission.py").read_text(encoding="utf-8")


def test_every_picture_is_shown():
    shown_ones = {(one.parent / link).resolve() for one in DOCUMENTS for link in links(one) if link.endswith(".png")}

    assert set((ROOT / "docs" / "images").iterdir()) == shown_ones


def variables_read() -> set[str]:
    """The environment variables that the product asks for: in `os.environ`, or through the settings' helpers."""
    found = {"DATABASE_URL"}  # read by dj_database_url.config() under its own name
    for _, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                if ast.unparse(node.func) in ("os.environ.get", "os.getenv", "env_list", "env_int", "env_choice"):
                    found.add(node.args[0].value)
            elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
                found.add(ast.literal_eval(node.slice))
    return found


def test_every_environment_variable_is_documented_and_no_other():
    text = (ROOT / "docs" / "administrators.md").read_text(encoding="utf-8")
    section = text.split("## Environment variables")[1].split("\n## ")[0]

    assert set(re.findall(r"^\| `([A-Z_]+)` \|", section, re.MULTILINE)) == variables_read()


def test_documents_speak_of_the_product_alone():
    """No place on somebody's machine, and no server that packages come from."""
    private = re.compile(r"/(?:home|Users|work)/|file://|https?://(?:localhost:\d+/simple|pypi\.)")

    assert [shown(one) for one in DOCUMENTS if private.search(one.read_text(encoding="utf-8"))] == []


def test_these_guards_can_fail(tmp_path):
    document = tmp_path / "one.md"
    text = "# A title, here\n\n[`a`](one.md#a-title-here) [b](two.md) [c](#nowhere) `[d](three.md)`\n"
    document.write_text(text, encoding="utf-8")

    assert [link for link in links(document) if not is_there(document, link)] == ["two.md", "#nowhere"]
