"""Pictures and recordings go out beside the words, and come back as the same."""

from html import escape
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from articles.actions import keep_medium
from articles.exchange import read_file
from articles.exchange.html_out import write_html
from articles.exchange.markdown_package import pack
from articles.exchange.word_out import write_word
from articles.exporting.editions import outgoing_of, whole_of
from articles.media import read_media
from articles.models import Article, Edition, Medium, Rendition
from articles.queries import latest_edition_of, parts_of
from articles.returned.reading import read_back
from articles.words.media import MediumWords, PlacedMedium
from editorial.files.store import open_file
from editorial.shared.issues import Refused
from tests.articles.media.files import opus, picture_of
from tests.builders import illustrate, make_audiences, make_draft, make_editor

pytestmark = pytest.mark.django_db

JPEG = picture_of("JPEG", (100, 100))
RED = "Ein roter Fleck – “links oben” <b>: 5 mg"


@pytest.fixture
def draft() -> Edition:
    """With a photograph that two audiences are told of, a drawing, and a recording."""
    make_audiences()
    editor = make_editor()
    draft = make_draft(by=editor)
    files = (picture_of("JPEG", (600, 400)), picture_of("PNG"), opus())
    rows = [keep_medium(article=draft.article, read=read_media(data, "x"), by=editor) for data in files]
    words = {"": MediumWords(RED, "Figure 1: what it looks like"), "patient": MediumWords("A red spot")}
    placed = [
        PlacedMedium(rows[0].file_id, "picture", "Ann Reed", "CC BY 4.0", words),
        PlacedMedium(rows[1].file_id, "picture", "", "", {"": MediumWords("A corner")}),
        PlacedMedium(rows[2].file_id, "audio", "BBC", "by kind permission", {"": MediumWords("", "An interview")}),
    ]
    illustrate(draft, "part-1", *placed[:1], by=editor)
    illustrate(draft, "part-2", *placed[1:], by=editor)
    return draft


def media_in(article: Article) -> dict[str, list[dict]]:
    parts = parts_of(latest_edition_of(article))
    return {part.section.anchor: [one.as_dict() for one in part.content.media] for part in parts}


def exported(draft: Edition, folder: Path) -> Path:
    call_command("export_articles", draft.article.slug, to=str(folder), draft=True, stdout=StringIO())
    return folder / f"{draft.article.slug}.md"


def renamed(file: Path) -> None:
    """So that it becomes another article."""
    file.write_text(file.read_text().replace("\nslug: ", "\nslug: another-", 1))


def import_as(path: Path, editor) -> str:
    out = StringIO()
    try:
        call_command("import_articles", str(path), by=editor.email, stdout=out, stderr=out)
    except CommandError as error:
        raise CommandError(out.getvalue()) from error
    return out.getvalue()


def test_they_lie_beside_the_words_and_come_back_as_the_same(draft, tmp_path):
    file = exported(draft, tmp_path)
    assert sorted(one.suffix for one in (tmp_path / "media").iterdir()) == [".jpg", ".ogg", ".png"]
    renamed(file)

    import_as(file, draft.article.owner)

    other = Article.objects.exclude(pk=draft.article_id).get()
    assert media_in(other) == media_in(draft.article)
    ours, theirs = ({row.file_id: row for row in article.media.all()} for article in (draft.article, other))
    assert ours.keys() == theirs.keys()
    for digest, row in ours.items():
        measures = [(one.width, one.height, one.seconds, one.media_type) for one in (row, theirs[digest])]
        assert measures[0] == measures[1]
    sizes = Rendition.objects.filter(medium__article=other).values_list("file", flat=True)
    assert set(sizes) == set(Rendition.objects.filter(medium__article=draft.article).values_list("file", flat=True))
    assert len(sizes) == 1


def test_importing_it_again_writes_nothing_and_what_was_taken_out_of_the_file_goes(draft, tmp_path):
    file = exported(draft, tmp_path)
    versions = {part.version.pk for part in parts_of(draft)}

    import_as(file, draft.article.owner)
    assert {part.version.pk for part in parts_of(draft)} == versions

    text = file.read_text()
    start = text.index("media:\n")
    file.write_text(text[:start] + text[text.index("---\n", start) :])
    import_as(file, draft.article.owner)
    assert not any(media_in(draft.article).values())


def test_words_alone_are_enough_where_the_pictures_are_known(draft, tmp_path):
    file = exported(draft, tmp_path)
    text = file.read_text().replace("Figure 1: what it looks like", "Figure 1: what it looks like at night")
    alone = tmp_path / "alone" / "article.md"
    alone.parent.mkdir()
    alone.write_text(text)

    import_as(alone, draft.article.owner)

    assert media_in(draft.article)["part-1"][0]["words"][""]["caption"].endswith("at night")
    assert Medium.objects.count() == 3


def test_where_they_are_not_known_words_alone_are_refused_and_nothing_is_half_there(draft, tmp_path):
    file = exported(draft, tmp_path)
    renamed(file)
    for one in (tmp_path / "media").iterdir():
        one.unlink()

    with pytest.raises(CommandError):
        import_as(file, draft.article.owner)

    assert Article.objects.count() == 1
    assert Medium.objects.count() == 3


def test_all_in_one_file_it_comes_back_too(draft, tmp_path):
    file = exported(draft, tmp_path)
    renamed(file)
    names = [one for one in sorted(tmp_path.rglob("*")) if one.is_file()]
    packed = pack((one.relative_to(tmp_path).as_posix(), one.read_bytes()) for one in names)
    assert pack((one.relative_to(tmp_path).as_posix(), one.read_bytes()) for one in names) == packed
    (tmp_path / "all.zip").write_bytes(packed)

    import_as(tmp_path / "all.zip", draft.article.owner)

    other = Article.objects.exclude(pk=draft.article_id).get()
    assert media_in(other) == media_in(draft.article)


OWN = "---\nformat: imprimatur/1\ntitle: Gout\nmedia:\n- section: front\n  file: {}\n---\nThe lead.\n"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("media/../../etc/passwd.png", "bad-file"),
        ("/etc/passwd.png", "bad-file"),
        ("https://example.org/a.png", "bad-file"),
        ("media/a b.png", "bad-file"),
        ("media/missing.png", "missing-file"),
        ("media/program.png", "kind-program"),
        ("media/drawing.png", "kind-svg"),
        ("media/sound.png", "kind-ogg"),
    ],
)
def test_files_that_are_none_are_refused_by_name(name, code):
    files = {
        "gout.md": OWN.format(name).encode(),
        "media/program.png": b"MZ" + bytes(90),
        "media/drawing.png": b"<svg/>",
        "media/sound.png": opus(),
    }

    with pytest.raises(Refused) as refused:
        read_file("gout.zip", pack(files.items()))

    assert [issue.code for issue in refused.value.issues] == [code]


def test_a_packed_file_without_one_article_is_refused():
    for files, code in (({"a.md": b"x", "b.md": b"y"}, "not-one-article"), ({"a.txt": b"x"}, "not-one-article")):
        with pytest.raises(Refused) as refused:
            read_file("gout.zip", pack(files.items()))
        assert [issue.code for issue in refused.value.issues] == [code]
    with pytest.raises(Refused):
        read_file("gout.zip", b"PK\x03\x04 cut off")


def test_a_picture_under_a_name_of_ones_own_is_a_new_one():
    document = read_file(
        "gout.zip", pack({"gout.md": OWN.format("media/toe.png").encode(), "media/toe.png": picture_of()}.items())
    )

    (medium,) = document.front.media
    assert (medium.width, medium.key, len(medium.file)) == (320, "media/toe.png", 64)


# ── To be read and reviewed ─────────────────────────────────────────────────────────────────────────────────


def contents_of(draft: Edition) -> dict:
    return {part.version.pk: part.content for part in parts_of(draft)}


def changed_parts(data: bytes, change) -> bytes:
    with ZipFile(BytesIO(data)) as archive:
        return pack((name, change(name, archive.read(name))) for name in archive.namelist())


def test_a_word_file_holds_the_pictures_and_says_nothing_new_when_it_comes_back(draft):
    data = write_word(outgoing_of(draft, whole_of(draft)))
    assert write_word(outgoing_of(draft, whole_of(draft))) == data
    with ZipFile(BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/media/")]
        shown = {archive.read(name) for name in names}
    kept = {open_file(row.file).read() for row in Medium.objects.filter(kind="picture")}
    assert shown == kept

    read = read_back("back.docx", data, contents_of(draft), is_whole=True, max_unpacked_bytes=10**8)

    assert read.found == []


def test_another_picture_in_its_place_is_named_when_it_comes_back(draft):
    data = write_word(outgoing_of(draft, whole_of(draft)))
    other = changed_parts(data, lambda name, inner: JPEG if name.endswith("picture1.jpeg") else inner)

    (found,) = read_back("back.docx", other, contents_of(draft), is_whole=True, max_unpacked_bytes=10**8).found

    assert found.words == f"A picture stood here: {RED}"


def test_imported_as_a_new_article_its_pictures_come_in(draft):
    data = write_word(outgoing_of(draft, whole_of(draft)))

    document = read_file("other.docx", data)

    files = [one.file for section in document.sections for one in section.media]
    assert files == [row.file_id for row in Medium.objects.filter(kind="picture").order_by("at")]


def test_a_page_holds_the_pictures_and_names_the_recording(draft):
    page = write_html(outgoing_of(draft, whole_of(draft)))

    assert page.count('<img src="data:image/') == 2
    assert escape(RED) in page
    assert "Recording, 0:05 minutes" in page
    assert [len(one.media) for one in read_file("page.html", page.encode()).sections if one.media] == [1, 1]


def test_a_wide_picture_goes_out_no_wider_than_a_page_needs(draft):
    by = draft.article.owner
    row = keep_medium(article=draft.article, read=read_media(picture_of("JPEG", (2400, 300)), "x"), by=by)
    illustrate(draft, "part-1", PlacedMedium(row.file_id, "picture"), by=by)

    section = next(one for one in outgoing_of(draft, whole_of(draft)).sections if one.media)

    (shown,) = section.media
    assert (shown.width, shown.height, shown.media_type) == (1600, 200, "image/jpeg")
    assert read_media(shown.data, "x").width == 1600
