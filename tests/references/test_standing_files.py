"""Reading what sources say of standing, with all that they have in store."""

import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.shared.issues import Refused
from references.enums import Nature, Source, Standing
from references.standing.crossref import events_from_crossref, read_works
from references.standing.reading import Counted, reports_in, source_of
from references.standing.reports import Fault, Report
from references.standing.retraction_watch import read_day, read_reports
from references.standing.weighing import deciding, folded, note_of, standing_of

from .standing_files import HEADER, list_bytes, list_row, update


def read(*rows) -> list:
    return list(read_reports(io.BytesIO(list_bytes(*rows))))


def test_a_row_becomes_a_report():
    [report] = read(list_row(7, OriginalPaperDOI="10.1000/ABC", RetractionDOI="10.1000/Notice"))

    assert report == Report(
        source=Source.RETRACTION_WATCH,
        record="7",
        nature=Nature.RETRACTION,
        on=date(2021, 4, 15),
        dois=("10.1000/abc",),
        pmids=(),
        notice="10.1000/notice",
        why="+Error in Data",
    )


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("0", ()),
        ("", ()),
        ("12345", ("12345",)),
        ("12345;0; 678", ("12345", "678")),
        ("abc", ()),
        ("12345.", ("12345",)),
    ],
)
def test_pubmed_numbers_of_a_row(field, found):
    *_, report = read(list_row(OriginalPaperPubMedID=field))

    assert report.pmids == found


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("unavailable", ()),
        ("Unavailable", ()),
        ("", ()),
        ("10.1000/a; 10.1000/B", ("10.1000/a", "10.1000/b")),
        ("10.1000/a;10.1000/A", ("10.1000/a",)),
        ("https://doi.org/10.1000/a", ("10.1000/a",)),
        ("10.1000/a;unavailable", ("10.1000/a",)),
        ("not a doi", ()),
    ],
)
def test_dois_of_a_row(field, found):
    *_, report = read(list_row(OriginalPaperDOI=field))

    assert report.dois == found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4/15/2021 0:00", date(2021, 4, 15)),
        ("12/1/2009", date(2009, 12, 1)),
        ("2021-04-15", date(2021, 4, 15)),
        ("2021-04-15T00:00:00", date(2021, 4, 15)),
        ("15/4/2021", None),  # no month 15: never guessed the other way round
        ("2/30/2021", None),
        ("", None),
        ("soon", None),
    ],
)
def test_days_are_american(text, day):
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("words", "nature"),
    [
        ("Retraction", Nature.RETRACTION),
        ("retraction ", Nature.RETRACTION),
        ("Partial retraction", Nature.CONCERN),
        ("Withdrawal", Nature.RETRACTION),
        ("Removal", Nature.RETRACTION),
        ("Erratum", Nature.CORRECTION),
        ("Expression of concern", Nature.CONCERN),
        ("Correction", Nature.CORRECTION),
        ("Reinstatement", Nature.REINSTATEMENT),
    ],
)
def test_natures(words, nature):
    [report] = read(list_row(RetractionNature=words))

    assert report.nature == nature


def test_bad_rows_are_named_by_their_line_and_the_others_are_read():
    found = read(
        list_row(1),
        b"only,three,fields\r\n",
        list_row(3, RetractionNature="Rumour"),
        list_row("", OriginalPaperDOI="10.1000/a"),
        list_row(5),
    )

    assert [one.record for one in found if isinstance(one, Report)] == ["1", "5"]
    assert [str(one) for one in found if isinstance(one, Fault)] == [
        "Line 3: it has 3 fields instead of 20.",
        "Line 4: “Rumour” is no nature of a notice that is known.",
        "Line 5: it has no number of a record.",
    ]


def test_a_retraction_whose_day_cannot_be_read_is_kept_and_named():
    fault, report = read(list_row(1, RetractionDate="long ago", OriginalPaperDOI="10.1000/a"))

    assert (str(fault), report.on, report.dois) == (
        "Line 2: the day “long ago” cannot be read; the notice is kept without one.",
        None,
        ("10.1000/a",),
    )


def test_bad_bytes_nuls_and_a_byte_order_mark_stop_nothing():
    data = b"\xef\xbb\xbf" + list_bytes(list_row(1, Title="Caf\u00e9")).replace("é".encode(), b"\xe9\x00")

    [report] = read_reports(io.BytesIO(data))

    assert report.record == "1"


def test_a_field_over_several_lines_keeps_its_row_together():
    found = read(list_row(1, Notes="first\nsecond"), b"x\r\n")

    assert [type(one).__name__ for one in found] == ["Report", "Fault"]
    assert found[1].line == 4


def test_a_row_with_an_endless_field_is_a_fault():
    found = read(list_row(1, Notes="x" * 1_100_000), list_row(2))

    assert [type(one).__name__ for one in found] == ["Fault", "Report"]


@pytest.mark.parametrize("data", [b"", b"a,b,c\n1,2,3\n", b"\x00\x01\x02", b"<html></html>"])
def test_a_file_that_is_no_such_list_is_refused(data):
    with pytest.raises(Refused) as refused:
        list(read_reports(io.BytesIO(data)))

    assert refused.value.issues[0].code == "not-the-list"


@given(st.lists(st.text(max_size=30), min_size=len(HEADER), max_size=len(HEADER)))
def test_no_row_raises(values):
    data = list_bytes(dict(zip(HEADER, values, strict=True)), list_row(2))

    assert all(isinstance(one, Report | Fault) for one in read_reports(io.BytesIO(data)))


def test_crossref_is_read_in_both_directions():
    retracted = {"DOI": "10.1000/Paper", "updated-by": [update("retraction", "10.1000/Notice")]}
    notice = {"DOI": "10.1000/notice", "update-to": [update("retraction", "10.1000/paper")]}

    assert events_from_crossref(retracted) == events_from_crossref(notice)
    [report] = events_from_crossref(retracted)
    assert (report.dois, report.notice, report.on) == (("10.1000/paper",), "10.1000/notice", date(2021, 4, 15))


@pytest.mark.parametrize(
    ("kind", "nature"),
    [
        ("retraction", Nature.RETRACTION),
        ("withdrawal", Nature.RETRACTION),
        ("removal", Nature.RETRACTION),
        ("partial_retraction", Nature.CONCERN),
        ("expression_of_concern", Nature.CONCERN),
        ("correction", Nature.CORRECTION),
        ("corrigendum", Nature.CORRECTION),
        ("erratum", Nature.CORRECTION),
        ("addendum", Nature.CORRECTION),
        ("clarification", Nature.CORRECTION),
        ("reinstatement", Nature.REINSTATEMENT),
    ],
)
def test_every_kind_of_update_has_its_nature(kind, nature):
    [report] = events_from_crossref({"DOI": "10.1000/paper", "updated-by": [update(kind, "10.1000/notice")]})

    assert report.nature == nature


def test_the_same_update_from_publisher_and_list_is_one_event():
    work = {
        "DOI": "10.1000/paper",
        "updated-by": [
            update("retraction", "10.1000/notice"),
            update("retraction", "10.1000/notice", source="retraction-watch", **{"record-id": 42}),
        ],
    }

    reports = events_from_crossref(work)

    assert [report.record for report in reports] == ["retraction:10.1000/paper:10.1000/notice", "retraction-watch:42"]
    assert len(folded(reports)) == 1


def test_new_editions_say_nothing_of_standing():
    work = {"DOI": "10.1000/paper", "updated-by": [update("new_version", "10.1000/v2"), update("erratum", "10.1000/e")]}

    assert [report.nature for report in events_from_crossref(work)] == [Nature.CORRECTION]


@pytest.mark.parametrize(
    "work",
    [
        {},
        {"DOI": None, "updated-by": "no"},
        {
            "DOI": "10.1000/a",
            "updated-by": [None, 3, {"type": 5}, {"type": "retraction", "updated": {"date-parts": [[]]}}],
        },
        {"DOI": "no doi", "update-to": [{"type": "retraction", "DOI": 7}]},
        [],
    ],
)
def test_shapes_that_are_not_documented_raise_nothing(work):
    assert [report.on for report in events_from_crossref(work)] in ([], [None])


@pytest.mark.parametrize("parts", [[2021], [2021, 4]])
def test_crossref_days_may_lack_parts(parts):
    entry = update("retraction", "10.1000/n") | {"updated": {"date-parts": [parts]}}

    [report] = events_from_crossref({"DOI": "10.1000/a", "updated-by": [entry]})

    assert report.on == date(*([*parts, 1, 1][:3]))


WORK = {"DOI": "10.1000/paper", "updated-by": [update("retraction", "10.1000/notice")]}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(WORK),
        json.dumps([WORK]),
        json.dumps({"status": "ok", "message": WORK}),
        json.dumps({"status": "ok", "message": {"total-results": 1, "items": [WORK]}}),
        "\n".join([json.dumps({"message": WORK}), ""]),
    ],
)
def test_answers_come_in_several_wrappings(text):
    assert [report.dois for report in read_works(text)] == [("10.1000/paper",)]


def test_a_broken_line_among_answers_is_a_fault():
    found = list(read_works(f"{json.dumps(WORK)}\n{{broken\n{json.dumps(WORK)}"))

    assert [type(one).__name__ for one in found] == ["Report", "Fault", "Report"]


@pytest.mark.parametrize("text", ["nonsense", "[" * 100_000])
def test_what_is_no_json_is_refused(text):
    with pytest.raises(Refused) as refused:
        list(read_works(text))

    assert refused.value.issues[0].code == "not-json"


def test_no_answers_are_no_reports():
    assert list(read_works("")) == []


def test_the_source_is_told_by_the_first_character():
    assert source_of(b'\xef\xbb\xbf {"DOI"') == Source.CROSSREF
    assert source_of(b"Record ID,Title") == Source.RETRACTION_WATCH


def test_reading_knows_how_far_it_is():
    data = list_bytes(list_row(1))
    stream = Counted(io.BytesIO(data))

    list(reports_in(stream, Source.RETRACTION_WATCH))

    assert stream.read == len(data)


def report(nature: str, day: int | None = 1, source: str = Source.RETRACTION_WATCH, **more) -> Report:
    more.setdefault("record", f"{nature}{day}")
    return Report(source=source, nature=nature, on=date(2021, 1, day) if day else None, **more)


@pytest.mark.parametrize(
    ("reports", "standing"),
    [
        ([report(Nature.CONCERN, 1), report(Nature.RETRACTION, 2)], Standing.RETRACTED),
        ([report(Nature.RETRACTION, 1), report(Nature.REINSTATEMENT, 2)], Standing.GOOD),
        ([report(Nature.REINSTATEMENT, 1), report(Nature.RETRACTION, 2)], Standing.RETRACTED),
        ([report(Nature.CONCERN, 1), report(Nature.CORRECTION, 2)], Standing.CORRECTED),
        ([report(Nature.CORRECTION, 1), report(Nature.CONCERN, 1)], Standing.CONCERN),  # of one day, the gravest
        (
            [report(Nature.RETRACTION, 1), report(Nature.CORRECTION, 2)],
            Standing.RETRACTED,
        ),  # only a reinstatement lifts
        ([report(Nature.RETRACTION, 1), report(Nature.REINSTATEMENT, 2), report(Nature.CONCERN, 3)], Standing.CONCERN),
        ([report(Nature.RETRACTION, None), report(Nature.CORRECTION, 1)], Standing.RETRACTED),
    ],
)
def test_the_newest_event_decides(reports, standing):
    assert standing_of(deciding(reports)) == standing
    assert standing_of(deciding(reversed(reports))) == standing


def test_nothing_said_decides_nothing():
    assert deciding([]) is None


def test_the_same_event_from_two_sources_is_one():
    there = report(Nature.RETRACTION, 1, notice="10.1000/n")
    again = report(Nature.RETRACTION, 3, source=Source.CROSSREF, notice="10.1000/n", record="other")
    another = report(Nature.RETRACTION, 3, record="third", notice="10.1000/m")

    assert folded([again, there]) == [there]
    assert folded([another, there]) == [there, another]


def test_readers_are_told_since_when_and_where_but_not_why():
    told = note_of(report(Nature.RETRACTION, 5, notice="10.1000/n", why="+Falsification"))

    assert told == "Since 5 January 2021. Notice: doi:10.1000/n. Source: Retraction Watch."
    assert note_of(report(Nature.REINSTATEMENT)) == ""
