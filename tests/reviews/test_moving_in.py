"""A folder with a table moves in: as drafts, once, with its old addresses and owners; what is doubtful is told."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.actions.moving_in import give_article, keep_old_path, path_of
from articles.exchange.remarks import Remark
from articles.models import Article, Doubt, Edition, OldPath, SourceDocument
from articles.queries import latest_edition_of
from editorial.files.models import StoredFile
from editorial.shared.issues import Refused
from reviews.management import moving_table
from reviews.management.commands import import_articles
from tests.builders import codes, edit, make_audiences, make_draft, make_editor, make_published, make_user
from tests.editorial.desk.import_pages import PAGE

pytestmark = pytest.mark.django_db

OTHER = PAGE.replace("muscles twitch", "hands shake").replace("A muscle may twitch", "A hand may shake")
HEAD = "file,address,old addresses,owner,topic\n"


@pytest.fixture
def editor():
    make_audiences()
    return make_editor()


@pytest.fixture
def run(editor, capsys):
    """(exit code, what it said, why it stopped)."""

    def run(*paths, **options) -> tuple[int, str, str]:
        code, why = 0, ""
        try:
            call_command("import_articles", *(str(path) for path in paths), **{"by": editor.email, **options})
        except CommandError as error:
            code, why = error.returncode, str(error)
        return code, capsys.readouterr().out, why

    return run


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "twitch.txt").write_text(PAGE)
    (tmp_path / "shake.txt").write_text(OTHER)
    return tmp_path


def table(folder: Path, *rows: str, head: str = HEAD) -> Path:
    path = folder / "table.csv"
    path.write_text(head + "".join(f"{row}\n" for row in rows))
    return path


def counted() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Article, Edition, OldPath, SourceDocument))


def test_a_table_with_more_rows_than_are_read_is_refused_and_nothing_cut_off(run, folder, monkeypatch):
    monkeypatch.setattr(moving_table, "MOST_ROWS", 1)

    _, _, why = run(table(folder, "twitch.txt,,,,", "shake.txt,,,,"), table=True)

    assert "has 2 rows; at most 1 are read" in why
    assert Article.objects.count() == 0
    assert run(table(folder, "twitch.txt,,,,"), table=True)[2] == ""


def test_a_table_says_address_old_addresses_owner_and_topic(run, editor, folder):
    owner = make_editor("New Owner")
    rows = table(
        folder,
        f"twitch.txt,twitching,/conditions/twitch.html https://old.example.org/t?id=1,{owner.email},Nerves",
        "shake.txt,,,,",
    )

    code, out, _ = run(rows, table=True)

    article = Article.objects.get(slug="twitching")
    assert (code, out.splitlines()[-1]) == (0, "2 files: 2 made.")
    assert (article.owner, article.topic) == (owner, "Nerves")
    assert [row.user for row in article.collaborators.all()] == [editor]
    assert sorted(article.old_paths.values_list("path", flat=True)) == ["/conditions/twitch.html", "/t"]
    assert Article.objects.get(slug="why-do-hands-shake").owner == editor
    assert {edition.state for edition in Edition.objects.all()} == {"draft"}
    assert Article.objects.filter(editions__sign_offs__isnull=False).count() == 0


def test_it_goes_on_after_a_stop_and_adds_nothing_twice(run, folder, monkeypatch):
    rows = table(folder, "twitch.txt,twitching,/old/twitch,,", "shake.txt,shaking,/old/shake,,")
    whole = import_articles.import_article

    def stops(**given):
        if given["document"].slug == "shaking":
            raise KeyboardInterrupt
        return whole(**given)

    monkeypatch.setattr(import_articles, "import_article", stops)
    with pytest.raises(KeyboardInterrupt):
        run(rows, table=True)
    monkeypatch.undo()
    edit(latest_edition_of(Article.objects.get()), "what-to-do", "<p>Mended.</p>", by=Article.objects.get().owner)

    second = run(rows, table=True)
    before = counted()
    third = run(rows, table=True)

    assert second[1].splitlines()[-1] == "2 files: 1 made, 1 imported before."
    assert third[1].splitlines()[-1] == "2 files: 2 imported before."
    assert counted() == before == (2, 2, 2, 2)


def test_what_was_imported_before_the_stop_is_still_to_be_decided(run, folder):
    (folder / "dose.md").write_text("# A dose\n\nA short summary.\n\n## When to take it\n\nIn the morning [1].\n")
    rows = table(folder, "dose.md,a-dose,,,")

    first, again = run(rows, table=True), run(rows, table=True)

    assert (again[0], again[2]) == (first[0], first[2]) == (import_articles.DOUBTS_REMAIN, first[2])
    assert [line for line in again[1].splitlines() if "To decide" in line] == [
        line for line in first[1].splitlines() if "To decide" in line
    ]


def test_a_dry_run_changes_nothing_and_keeps_no_file(run, folder):
    rows = table(folder, "twitch.txt,twitching,/old/twitch,,")

    code, out, _ = run(rows, table=True, dry_run=True)

    assert code == 0
    assert "new article “twitching” would be made" in out
    assert (counted(), StoredFile.objects.count()) == ((0, 0, 0, 0), 0)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["nothing.txt,,,,"], "Line 2 of the table: there is no file “nothing.txt” beside the table."),
        (["twitch.txt,,,nobody@example.org,"], "Line 2 of the table: nobody with the address nobody@example.org"),
        (["twitch.txt,Not An Address,,,"], "Line 2 of the table: “Not An Address” is no address"),
        (["twitch.txt,,/desk/,,"], "Line 2 of the table: “/desk/” is an address of this site itself."),
        (["twitch.txt,a,,,", "shake.txt,a,,,"], "Line 3 of the table: the address “a” stands in line 2 too."),
        (["twitch.txt,,/x,,", "shake.txt,,/x,,"], "Line 3 of the table: the old address “/x” stands in line 2 too."),
    ],
    ids=["no-file", "no-owner", "bad-address", "our-own", "address-twice", "old-twice"],
)
def test_a_table_that_cannot_be_used_is_refused_before_anything_is_imported(run, folder, rows, said):
    code, _, why = run(table(folder, *rows), table=True)

    assert (code, counted()) == (1, (0, 0, 0, 0))
    assert said in why


def test_columns_that_mean_nothing_are_named(run, folder):
    unknown = run(table(folder, "twitch.txt,x", head="file,colour\n"), table=True)
    no_language = run(table(folder, "twitch.txt,Klingonish", head="file,language\n"), table=True)

    assert "The table has a column “colour”" in unknown[2]
    assert "Line 2 of the table: “Klingonish” names no language" in no_language[2]
    assert counted() == (0, 0, 0, 0)


def test_it_comes_in_its_language_and_again_adds_nothing(run, folder):
    rows = table(folder, "twitch.txt,twitches,AR", head="file,address,language\n")

    first = run(rows, table=True)
    before = counted()
    again = run(rows, table=True)

    assert "new article “twitches”" in first[1]
    assert Article.objects.get(slug="twitches").language == "ar"
    assert "imported before" in again[1]
    assert counted() == before


IN_TWO = "file,address,language,translation of\n"


def in_two(folder: Path, *rows: str) -> Path:
    (folder / "zucken.txt").write_text((folder / "twitch.txt").read_text(encoding="utf-8"), encoding="utf-8")
    return table(folder, *rows, head=IN_TWO)


def test_a_translation_comes_in_with_what_it_says_in_another_language(run, folder):
    rows = in_two(folder, "twitch.txt,twitches,en-GB,", "zucken.txt,zucken,de,/articles/twitches/")

    dry = run(rows, table=True, dry_run=True)
    assert counted() == (0, 0, 0, 0)
    first = run(rows, table=True)
    before = counted()
    again = run(rows, table=True)

    assert "new article “zucken”" in dry[1]
    assert "new article “zucken”" in first[1]
    assert Article.objects.get(slug="zucken").translation_of == Article.objects.get(slug="twitches")
    assert "2 files: 2 imported before." in again[1]
    assert counted() == before


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["twitch.txt,twitches,de,nowhere"], "Line 2 of the table: “nowhere” is no address of an article"),
        (["zucken.txt,zucken,de,twitches", "twitch.txt,twitches,,"], "Line 2 of the table: “twitches” is no address"),
        (
            ["twitch.txt,twitches,de,", "zucken.txt,zucken,de,twitches"],
            "Line 3 of the table: it is in the same",
        ),
        (["twitch.txt,twitches,,", "zucken.txt,zucken,,twitches"], "Line 3 of the table: it is in the same"),
    ],
    ids=["nowhere", "below", "same", "same-unsaid"],
)
def test_a_translation_of_what_is_none_is_refused_before_anything_is_imported(run, folder, rows, said):
    code, _, why = run(in_two(folder, *rows), table=True)

    assert (code, counted()) == (1, (0, 0, 0, 0))
    assert said in why


def test_what_is_there_already_becomes_no_translation_by_a_table(run, folder):
    run(in_two(folder, "twitch.txt,twitches,en-GB,", "zucken.txt,zucken,de,"), table=True)

    code, _, why = run(in_two(folder, "zucken.txt,zucken,de,twitches"), table=True)

    assert code == 1
    assert "“zucken” is there already, and is no translation of that article" in why


def test_what_moves_in_is_not_submitted(run, folder):
    code, _, why = run(table(folder, "twitch.txt,,,,"), table=True, submit=True)

    assert (code, counted()) == (1, (0, 0, 0, 0))
    assert "arrives as drafts" in why


# Doubts and the report


@pytest.fixture
def doubtful(monkeypatch):
    """The reader of files doubts a dose in each."""
    read = import_articles.read_file

    def doubting(*given, **more):
        document = read(*given, **more)
        anchor = document.sections[0].anchor
        said = Remark("struck", "not more than 200", "Struck out", 5, f"section:{anchor}", "x", serious=True)
        document.remarks.append(said)
        return document

    monkeypatch.setattr(import_articles, "read_file", doubting)


def test_doubts_that_remain_are_listed_and_end_with_three(run, doubtful, folder):
    code, out, why = run(folder / "twitch.txt")

    assert code == 3
    assert "To decide: Doses and numbers: Struck out: “not more than 200”" in out
    assert why.startswith("1 doubt remain")
    assert Doubt.objects.get().section.anchor == "what-you-may-feel"


def test_what_was_refused_weighs_more_than_doubts(run, doubtful, folder):
    (folder / "bad.txt").write_text("\x1b" * 30)

    assert run(folder / "twitch.txt", folder / "bad.txt")[0] == 1


@pytest.mark.parametrize("dry_run", [False, True], ids=["done", "dry"])
def test_the_report_is_written_as_json(run, doubtful, folder, dry_run):
    report = folder / "report.json"

    run(folder / "twitch.txt", report=report, dry_run=dry_run)

    said = json.loads(report.read_text())
    [one] = said["files"]
    assert (said["dry run"], one["outcome"], one["article"]) == (dry_run, "made", "why-do-muscles-twitch")
    assert [(doubt["about"], doubt["words"]) for doubt in one["doubts"]] == [("Doses and numbers", "not more than 200")]
    assert one["report"]["counts"]["sections"] == 2


def test_the_report_is_written_as_a_page_that_shows_words_as_words(run, doubtful, folder):
    (folder / "x.txt").write_text(PAGE.replace("Rest is best", "Rest <script>alert(1)</script> is best"))
    report = folder / "report.html"

    run(folder / "x.txt", report=report)

    page = report.read_text()
    assert "not more than 200" in page
    assert "<script" not in page


@pytest.mark.parametrize("name", ["report.pdf", "nowhere/report.json"])
def test_a_report_that_cannot_be_written_stops_everything(run, folder, name):
    assert (run(folder / "twitch.txt", report=folder / name)[0], counted()) == (1, (0, 0, 0, 0))


# Old addresses


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ("/a/b.html", "/a/b.html"),
        ("a/b", "/a/b"),
        ("https://old.example.org/a%20b?x=1#y", "/a b"),
        ("", ""),
    ],
    ids=["path", "without-slash", "whole", "none"],
)
def test_an_old_address_is_kept_as_its_path(given, path):
    assert path_of(given) == path


def test_an_old_address_leads_to_the_article_once_readers_have_it(client, editor):
    draft, live = make_draft(by=editor, slug="waits"), make_published(by=editor, slug="live")
    keep_old_path(article=draft.article, address="/old/waits.html", by=editor)
    keep_old_path(article=live.article, address="/old/live.html", by=editor)

    hidden, nowhere = client.get("/old/waits.html"), client.get("/old/nothing.html")
    found = client.get("/old/live.html?from=mail")

    assert (found.status_code, found["Location"]) == (301, "/articles/live/")
    assert "Set-Cookie" not in found
    assert (hidden.status_code, hidden.content) == (nowhere.status_code, nowhere.content)
    assert client.post("/old/live.html").status_code == 404


def test_an_old_address_belongs_to_one_article_for_ever(editor):
    one, other = make_draft(by=editor).article, make_draft(by=editor).article
    keep_old_path(article=one, address="/old", by=editor)
    keep_old_path(article=one, address="/old", by=editor)

    with pytest.raises(Refused) as refused:
        keep_old_path(article=other, address="/old", by=editor)

    assert (codes(refused), OldPath.objects.count()) == (["old-path-taken"], 1)


@pytest.mark.parametrize("address", ["", "/", "/desk/", "/articles/x/", "/a b", "/" + "a" * 300, "/a\\b"])
def test_what_is_no_old_path_is_refused(editor, address):
    article = make_draft(by=editor).article

    with pytest.raises(Refused):
        keep_old_path(article=article, address=address, by=editor)


def test_only_its_owner_gives_an_article_away_and_only_to_an_editor(editor):
    article, other = make_draft(by=editor).article, make_editor("Other")

    with pytest.raises(Refused):
        give_article(article=article, to=make_user("Reader"), by=editor)
    given = give_article(article=article, to=other, by=editor)

    assert given.owner == other
    with pytest.raises(Exception, match="Only an article’s owner"):
        give_article(article=given, to=editor, by=editor)
