"""Every text that people read is marked for translation, whole, where a translator finds it."""

import ast
import json
import re
import struct

import pytest
from django.conf import settings
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from articles.enums import SectionKind
from editorial.shared.language import in_site_language
from tests.architecture import python_words, script_words
from tests.architecture.plain_words import BEGINNINGS, MODULES
from tests.architecture.source import modules
from tests.architecture.template_words import badly_marked, templates, unmarked

ROOT = settings.BASE_DIR / "templates"
# The gallery of components, for administrators who change them: its words are samples, and nobody's work is done there.
SAMPLES = ("gallery.html", "gallery/")
TEMPLATES = [path for path in templates(ROOT) if not path.relative_to(ROOT).as_posix().startswith(SAMPLES)]


def name_of(path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_text_of_a_template_is_marked(path):
    source = path.read_text(encoding="utf-8")

    assert unmarked(source, path.suffix == ".html") == []
    assert badly_marked(source) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Not marked</p>", ["Not marked"]),
        ('<p>{% translate "Marked" %} {{ name }}: 5, {# a remark #} &amp; {% comment %}why{% endcomment %}</p>', []),
        (
            "{% blocktranslate trimmed %}Whole <b>words</b> of {{ name }}{% endblocktranslate %} and more",
            ["and more"],
        ),
        ('<nav aria-label="Main" class="site-nav">', ["Main"]),
        ('<input type="submit" value="Send"><input name="a" value="stored">', ["Send"]),
        ("<code>manage.py</code><script>let words;</script> Imprimatur", []),
        ('{% include "x.html" with title="Saved" kind="warning" text=_("Marked") %}', ["Saved"]),
        ('{{ name|default:"Nobody" }}{{ name|default:_("Nobody") }}{{ at|date:"j F Y" }}', ["Nobody"]),
        ('<option{% if a == "letters" %} selected{% endif %}>', []),
    ],
)
def test_what_is_not_marked_is_found(source, found):
    assert unmarked(source) == found


@pytest.mark.parametrize(
    ("source", "is_bad"),
    [
        ("{% blocktranslate trimmed %}{{ number }} of {{ total }}{% endblocktranslate %}", False),
        ("{% blocktranslate trimmed %}{{ number }}{{ total }}{% endblocktranslate %}", True),
        ("{% blocktranslate %}Spaces of\n  the template{% endblocktranslate %}", True),
        ("{% blocktranslate trimmed %}. And the rest.{% endblocktranslate %}", True),
    ],
)
def test_a_unit_that_is_no_use_to_translators_is_found(source, is_bad):
    assert bool(badly_marked(source)) is is_bad


def test_a_list_is_captured_as_one_variable_and_escaped_once():
    source = (
        "{% capture names %}{% for name in people %}{{ name }}{% if not forloop.last %}, {% endif %}{% endfor %}"
        "{% endcapture %}{% blocktranslate trimmed %}Signed by {{ names }}.{% endblocktranslate %}"
    )

    assert Template(source).render(Context({"people": ["A & B", "C"]})) == "Signed by A &amp; B, C."


@pytest.mark.parametrize("source", ["{% capture %}{% endcapture %}", "{% capture a b %}{% endcapture %}"])
def test_capture_without_one_name_is_refused(source):
    with pytest.raises(TemplateSyntaxError):
        Template(source)


def stays_plain(module: str, found: str) -> bool:
    """Whether the words are among those that are never translated, with a reason."""
    if any(module == name or module.startswith(f"{name}.") for name in MODULES) or ".commands" in module:
        return True
    text = found.split(": ", 1)[1]
    return any(text.startswith(beginning) for beginning in BEGINNINGS.get(module, {}))


def test_every_text_of_a_module_is_marked():
    found = {f"{name}:{text}": text for name, tree in modules() for text in python_words.unmarked(tree)}

    assert [place for place, text in found.items() if not stays_plain(place.split(":")[0], text)] == []


def test_no_reason_stands_for_words_that_are_gone():
    names = {name for name, tree in modules() if python_words.unmarked(tree)}

    idle = {name for name in MODULES if not any(one == name or one.startswith(f"{name}.") for one in names)}
    assert (idle, set(BEGINNINGS) - names) == (set(), set())


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('Issue("no-reason", "Say why.", "reason")', ["Say why."]),
        ('Issue("no-reason", gettext("Say why."), "reason")', []),
        ('messages.success(request, f"Signed by {name}.")', ["Signed by \ue000."]),
        ('forms.CharField(label="Reason", help_text=gettext_lazy("Why it is so."))', ["Reason"]),
        ('class A(TextChoices):\n    B = "b", "Label"\n    C = "c", gettext_lazy("Other")', ["Label"]),
        ('"""What this does."""\nraise ValueError("Not for people.")', []),
        ('save_audited(row, by=by, reason="Kept for ever in one language.")', []),
        ('if text == "these words are compared": pass', []),
        ('WORDS = {"a key of words": 1}', []),
        ('ngettext("%(number)s more thing", "%(number)s more things", number)', []),
    ],
)
def test_what_is_not_marked_in_a_module_is_found(source, found):
    assert [text.split(": ", 1)[1] for text in python_words.unmarked(ast.parse(source))] == found


SCRIPTS = sorted((settings.BASE_DIR / "editorial" / "static").glob("*.js"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_every_text_of_a_script_is_marked(path):
    source = path.read_text(encoding="utf-8")

    assert script_words.unmarked(source) == []
    assert script_words.badly_marked(source) == []


def test_no_script_stands_where_its_words_are_not_looked_at():
    apps = ("articles", "editorial", "references", "reviews", "templates")

    assert {path for app in apps for path in (settings.BASE_DIR / app).rglob("*.js")} == set(SCRIPTS)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('say("Nothing is here.");', ["Nothing is here."]),
        ("say(gettext('Nothing is here.'));", []),
        ('say(`Change ${place + 1} of ${words("all of it")}`);', ["Change \ue000 of \ue000", "all of it"]),
        ('ngettext("%(number)s file was read.", "%(number)s files were read.", many)', []),
        ('// A remark of words.\n/* And "one more". */ const place = /"a pattern of words"/;', []),
        ('button.textContent = "Copied"', ["Copied"]),
        ('const BUTTONS = { label: "Row +", title: gettext("Add a row") }', ["Row +"]),
        ('element("p", { class: "small muted", "aria-label": "Main" })', ["Main"]),
        ('buttons({ "I have seen this": () => {} })', ["I have seen this"]),
        ('for (const one of box.querySelectorAll("ins, del")) one.matches("label input");', []),
        ('if (event.key === "Escape" || event.key === "Enter") throw new Error("another-page");', []),
        ('form.querySelector("a"); const WORDS = \'textarea, input[type="text"]\';', []),
    ],
)
def test_what_is_not_marked_in_a_script_is_found(source, found):
    assert [text.split(": ", 1)[1] for text in script_words.unmarked(source)] == found


def test_what_is_filled_in_before_it_is_looked_up_is_found():
    assert script_words.badly_marked("say(gettext(`Chosen: ${name}.`))") == ["1: Chosen: \ue000."]


def catalogue(folder, language: str, messages: dict[str, str]) -> None:
    """A compiled catalogue of the words of scripts."""
    pairs = [(key.encode(), said.encode()) for key, said in sorted(messages.items())]
    place, tables, strings = 28 + 16 * len(pairs), ([], []), b""
    for table, texts in zip(tables, zip(*pairs, strict=True), strict=True):
        for text in texts:
            table.append((len(text), place + len(strings)))
            strings += text + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    home = folder / language / "LC_MESSAGES"
    home.mkdir(parents=True)
    packed = b"".join(struct.pack("<2I", *one) for table in tables for one in table)
    (home / "djangojs.mo").write_bytes(head + packed + strings)


GERMAN = {
    "": "Content-Type: text/plain; charset=utf-8\nPlural-Forms: nplurals=2; plural=n != 1;\n",
    "Cancel": "Abbrechen </script>",
    "%(number)s found.\0%(number)s found.": "%(number)s Treffer.\0%(number)s Treffer insgesamt.",
}


def test_a_page_carries_the_words_of_its_scripts_where_there_is_a_translation(tmp_path, settings, monkeypatch):
    monkeypatch.setattr("editorial.shared.language._catalogues", {})
    settings.LOCALE_PATHS = [tmp_path]
    catalogue(tmp_path, "de", GERMAN)
    with translation.override("de"):
        page = Template("{% script_words %}").render(Context())
    with translation.override("en-gb"):
        assert Template("{% script_words %}").render(Context()) == ""

    said = json.loads(re.fullmatch(r'<script id="script-words" type="application/json">(.*)</script>', page)[1])
    assert "</script>" not in page.removesuffix("</script>")
    assert said["words"] == {
        "Cancel": "Abbrechen </script>",
        "%(number)s found.": ["%(number)s Treffer.", "%(number)s Treffer insgesamt."],
    }
    assert (said["plurals"][:3], len(said["plurals"])) == ([1, 0, 1], 200)


@pytest.mark.parametrize("name", ["base.html", "layouts/public.html"])
def test_every_frame_with_scripts_carries_their_words_before_them(name):
    source = (ROOT / name).read_text(encoding="utf-8")

    assert -1 < source.find("{% script_words %}") < source.find("{% block scripts %}")


def test_what_is_stored_does_not_depend_on_the_language_of_who_asks():
    with translation.override("de"):
        with in_site_language():
            inside = translation.get_language()
        outside = translation.get_language()

    assert (inside, outside) == (settings.LANGUAGE_CODE, "de")


def test_a_label_is_in_the_language_of_the_page(monkeypatch):
    label = SectionKind.NOTE.label
    monkeypatch.setattr(translation._trans, "gettext", lambda text: f"[{text}]")

    assert str(label) == "[Note]"


@pytest.mark.parametrize(("language", "said"), [("en-gb", "en-GB ltr"), ("ar", "ar rtl")])
def test_a_page_says_its_language_and_direction(language, said):
    with translation.override(language):
        assert Template("{% page_language %} {% page_direction %}").render(Context()) == said
