"""``manage.py import_articles``: every format, each file on its own, everything that was made and refused said."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.enums import EditionState
from articles.models import Article, Edition, SectionVersion
from articles.queries import latest_edition_of, part_of, parts_of
from editorial.record.models import Event
from references.models import Reference
from reviews.models import ArticlePolicy
from tests.articles.exchange.docx import docx, paragraph
from tests.builders import (
    make_audiences,
    make_board,
    make_draft,
    make_editor,
    make_reference,
    make_submitted,
    make_user,
)
from tests.editorial.desk.import_pages import MARKDOWN, PAGE

pytestmark = pytest.mark.django_db

BOYER = {
    "id": "boyer2005",
    "type": "article-journal",
    "title": "The serotonin syndrome",
    "author": [{"family": "Boyer", "given": "Edward W."}],
    "container-title": "New England Journal of Medicine",
    "issued": {"date-parts": [[2005]]},
}
COMPLETE = """---
format: imprimatur/1
slug: dosing
title: Dosing
summary: How much.
contributors:
  - name: A. Writer
    credentials: MD
    interests: none
    account: none
---
The lead.

## How much {#how-much .dosing}

As little as will do [@boyer2005, p. 4].

::: patient
Very little.
:::
"""


@pytest.fixture
def editor():
    make_audiences()
    return make_editor()


@pytest.fixture
def run(editor, tmp_path, capsys):
    """Run the command in the editor's name; (exit code, what it said, what it complained about)."""

    def run(*paths, **options) -> tuple[int, str, str]:
        code = 0
        try:
            call_command("import_articles", *(str(path) for path in paths), **{"by": editor.email, **options})
        except CommandError as error:
            code = error.returncode
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def complete(folder: Path) -> Path:
    """Our own Markdown with its bibliography beside it; ready to be submitted."""
    write(folder, "dosing.references.json", json.dumps([BOYER]))
    return write(folder, "dosing.md", COMPLETE)


def test_a_file_becomes_a_draft_and_everything_made_is_said(run, editor, tmp_path):
    code, out, err = run(complete(tmp_path))

    article = Article.objects.get(slug="dosing")
    assert (code, err) == (0, "")
    assert article.owner == editor
    assert latest_edition_of(article).state == EditionState.DRAFT
    assert "sections: 1, wordings: 1, citations: 1, references: 1, unresolved: 0, set apart: 0" in out
    assert "new article “dosing” made, edition 1." in out
    assert "References added: boyer2005" in out
    assert out.endswith("1 file: 1 made.\n")


def test_the_same_file_again_makes_no_version_and_says_so(run, tmp_path):
    path = complete(tmp_path)
    run(path)
    before = SectionVersion.objects.count(), Event.objects.count(), Edition.objects.count()

    code, out, _ = run(path)

    assert code == 0
    assert "“dosing” unchanged: no version was made." in out
    assert (SectionVersion.objects.count(), Event.objects.count(), Edition.objects.count()) == before


def test_an_unchanged_file_is_no_trouble_while_the_board_has_the_article(run, tmp_path):
    path = complete(tmp_path)
    make_board()
    run(path, submit=True)

    unchanged = run(path)
    changed = run(write(tmp_path, "dosing.md", COMPLETE.replace("As little", "As much")))

    assert unchanged[0] == 0
    assert changed[0] == 1
    assert "“dosing” is Submitted: take edition 1 back first." in changed[2]


def test_a_changed_file_changes_only_the_sections_that_changed(run, tmp_path):
    run(complete(tmp_path))
    edition = Edition.objects.get()
    before = {anchor: part_of(edition, anchor).version for anchor in ("front", "how-much")}

    _, out, _ = run(write(tmp_path, "dosing.md", COMPLETE.replace("As little", "As much")))

    assert "Sections changed: how-much" in out
    assert part_of(edition, "front").version == before["front"]
    assert part_of(edition, "how-much").version.number == before["how-much"].number + 1


def test_other_people_and_another_topic_are_taken_over_too(run, tmp_path):
    run(complete(tmp_path))
    versions = SectionVersion.objects.count()

    _, out, _ = run(
        write(tmp_path, "dosing.md", COMPLETE.replace("A. Writer", "B. Writer").replace("slug:", "topic: Doses\nslug:"))
    )

    edition = Edition.objects.get()
    assert "“dosing” updated" in out
    assert [byline.contributor.name for byline in edition.bylines.all()] == ["B. Writer"]
    assert Article.objects.get().topic == "Doses"
    assert SectionVersion.objects.count() == versions


def test_a_dry_run_says_all_of_it_and_changes_nothing(run, tmp_path):
    code, out, _ = run(complete(tmp_path), dry_run=True)

    assert code == 0
    assert "new article “dosing” would be made" in out
    assert "Nothing was changed (dry run)" in out
    assert (Article.objects.count(), Reference.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_submitting_confirms_who_reads_the_text_for_everyone(run, tmp_path):
    make_board()

    code, out, _ = run(complete(tmp_path), submit=True)

    assert code == 0
    assert "made and submitted, edition 1" in out
    assert Edition.objects.get().state == EditionState.SUBMITTED


def test_what_keeps_it_from_being_submitted_is_listed_and_the_draft_stays(run, tmp_path):
    make_board()
    path = write(tmp_path, "twitch.txt", PAGE.replace("[2]", "[9]"))

    code, out, err = run(path, submit=True)

    assert code == 1
    assert Edition.objects.get().state == EditionState.DRAFT
    assert "imported as a draft, but not submitted" in err
    assert "The citation “[9]” in “What to do” has no reference yet." in err
    assert "Name at least one author." in err
    assert "1 made, 1 not submitted" in out


def test_the_policy_that_a_file_names_is_followed(run, tmp_path):
    policy = make_board().policies.get()

    code, _, _ = run(write(tmp_path, "d.md", MARKDOWN.replace("POLICY", policy.name)))

    assert code == 0
    assert ArticlePolicy.objects.get().policy == policy


def test_an_unknown_policy_refuses_the_file(run, tmp_path):
    make_board()

    code, _, err = run(write(tmp_path, "d.md", MARKDOWN.replace("POLICY", "Nonsense")))

    assert (code, Article.objects.count()) == (1, 0)
    assert "There is no review policy “Nonsense”. There are: “Medical advisory board policy”." in err


def test_unresolved_citations_and_what_was_set_apart_are_named_with_their_lines(run, tmp_path):
    page = PAGE.replace("[2]", "[9]").replace("What to do\n", "Advertisement\n\nWhat to do\n")

    code, out, _ = run(write(tmp_path, "twitch.txt", page))

    assert code == 3  # a citation waits for a person
    assert "Unresolved [9], line 13, in #what-to-do: “Rest is best.”" in out
    assert "Set apart, line 9 (advertisement): Advertisement" in out
    assert "is accounted for nowhere" not in out


def test_one_bad_file_does_not_keep_the_others_out(run, tmp_path):
    bad = write(tmp_path, "a.md", "---\nformat: imprimatur/1\ntitle: [\n---\n")

    code, out, err = run(bad, complete(tmp_path), write(tmp_path, "z.pdf", "%PDF-1.7"))

    assert code == 1
    assert f"{bad}: not imported." in err
    assert "Line 4: the front matter is not YAML" in err or "Line 3: the front matter is not YAML" in err
    assert "z.pdf is a PDF" in err
    assert [article.slug for article in Article.objects.all()] == ["dosing"]
    assert "3 files: 1 made, 2 not imported." in out


def test_a_file_in_which_nothing_can_be_read_is_named(run, tmp_path):
    code, _, err = run(write(tmp_path, "blank.docx", docx(paragraph())))

    assert code == 1
    assert "blank.docx has no words in it that can be read." in err
    assert Article.objects.count() == 0


def test_a_bad_file_leaves_nothing_of_itself(run, tmp_path):
    """Its references were read before the article was refused."""
    make_draft(by=make_editor("Other"), slug="dosing")
    before = Reference.objects.count()

    code, _, err = run(complete(tmp_path))

    assert code == 1
    assert "The article with this address belongs to somebody else." in err
    assert Reference.objects.count() == before


def test_folders_are_walked_for_what_can_be_read(run, tmp_path):
    complete(tmp_path / "in")
    write(tmp_path, "in/deeper/twitch.txt", PAGE)
    write(tmp_path, "in/README.md", "About these files")
    write(tmp_path, "in/.hidden.txt", PAGE)
    write(tmp_path, "in/picture.png", b"\x89PNG")

    code, out, _ = run(tmp_path / "in")

    assert code == 0
    assert "2 files: 2 made." in out


def test_a_folder_with_nothing_to_read_and_a_file_that_is_not_there_are_said(run, tmp_path):
    (tmp_path / "empty").mkdir()

    code, _, err = run(tmp_path / "empty", tmp_path / "nowhere.txt")

    assert code == 1
    assert "There is nothing to import in it" in err
    assert "There is no such file." in err


def test_one_bibliography_serves_every_file(run, tmp_path):
    refs = write(tmp_path, "refs/all.json", json.dumps([BOYER]))
    path = write(tmp_path, "dosing.md", COMPLETE)

    without, within = run(path), run(path, bibliography=str(refs))

    assert (without[0], within[0]) == (1, 0)
    assert "Line 16: no reference has the key “boyer2005”." in without[2]


def test_keys_of_the_library_may_be_cited_without_a_bibliography(run, tmp_path):
    make_reference("boyer2005")

    assert run(write(tmp_path, "dosing.md", COMPLETE))[0] == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [("nonsense", "JSON"), (json.dumps([{**BOYER, "type": "novel"}]), "“type”"), (None, "There is no")],
)
def test_a_bibliography_that_cannot_be_used_stops_everything(editor, tmp_path, text, message):
    refs = tmp_path / "refs.json"
    if text is not None:
        refs.write_text(text)

    with pytest.raises(CommandError, match=message):
        call_command("import_articles", str(complete(tmp_path)), by=editor.email, bibliography=str(refs))


def test_only_an_active_editor_imports(run, editor, tmp_path):
    path = complete(tmp_path)
    gone = make_editor("Gone", is_active=False)

    codes = [
        run(path, by=who)[0] for who in ("nobody@example.org", make_user().email, gone.email, editor.email.upper())
    ]

    assert codes == [1, 1, 1, 0]


def test_a_file_that_is_too_large_is_not_read(run, tmp_path, settings):
    settings.IMPORT_MAX_BYTES = 200

    code, _, err = run(complete(tmp_path))

    assert code == 1
    assert "is larger than" in err


def test_quietly_it_says_one_line_for_each_file(run, tmp_path):
    _, out, _ = run(complete(tmp_path), verbosity=0)

    assert len(out.splitlines()) == 2


def test_what_a_file_says_cannot_play_tricks_on_a_terminal(run, tmp_path):
    path = write(tmp_path, "x\x1b[31m.txt", "nothing to see")

    _, out, err = run(path)

    assert "\x1b" not in out.replace("\x1b[0m", "") + err.replace("\x1b[0m", "")


def test_edition_in_review_of_another_file_is_left_alone(run, editor, tmp_path):
    make_submitted(by=editor, slug="other")

    code, _, _ = run(complete(tmp_path))

    assert code == 0
    assert Edition.objects.get(article__slug="other").state == EditionState.SUBMITTED


PENDING = Path(__file__).parents[1] / "articles" / "exchange" / "cases" / "tracked-insertion.docx"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "Take 75 mg once a day with food."),
        ({"tracked": "accepted"}, "Take 75 mg or 300 mg (is this right? ask pharmacy) once a day with food."),
    ],
    ids=["no-choice", "accepted"],
)
def test_tracked_changes_are_read_as_asked_and_named(run, options, words):
    code, out, _ = run(PENDING, **options)

    (section,) = parts_of(latest_edition_of(Article.objects.get()))[1:]
    assert code == 3  # pending words wait for a person
    assert words in section.version.content
    assert "To decide, paragraph 1 under “Doses” (inserted)" in out
    assert "“or 300 mg (is this right? ask pharmacy)” (Reviewer, 2026-01-01)" in out


def test_works_that_are_perhaps_in_the_library_are_named_before_they_are_added(run, editor, tmp_path):
    make_reference(key="boyer-serotonin", title="The serotonin syndrome", issued={})
    page = tmp_path / "page.txt"
    page.write_text(PAGE)
    report = tmp_path / "report.json"

    _, said, _ = run(page, report=report)

    assert "Perhaps in the library already: boyer2005 may be boyer-serotonin of the library" in said
    assert json.loads(report.read_text())["files"][0]["perhaps in the library"] != []


def test_works_that_are_new_are_not_named_so(run, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(PAGE)
    assert "Perhaps in the library" not in run(page)[1]
