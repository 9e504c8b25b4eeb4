"""Lists in every dialect people save them in, and files that are no lists."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import LaugError
from core.lists.errors import EmptyList, NeedsMapping, UnreadableList
from core.lists.notices import Reason
from core.lists.people_in_list import Found
from core.lists.plan import make_plan
from core.lists.reading import ReadList, read_list
from core.rules.cpr import contains_cpr

TODAY = date(2026, 11, 19)
HEAD = "Fornavn;Efternavn;Mail;Mobil;Skole"
ROW = "Søren;Åkjær;soeren@skole.example;94 11 37 82;Åbrinken Tekniske Skole"


def read(text: str | bytes, *, encoding: str | None = None, mapping: dict[str, str] | None = None) -> ReadList:
    data = text.encode() if isinstance(text, str) else text
    return read_list(data, file_name="liste.csv", encoding=encoding, mapping=mapping, as_of=TODAY)


def workbook(rows: Sequence[Sequence[object]], *, second: Sequence[Sequence[object]] = ()) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for cells in (rows, second) if second else (rows,):
        sheet = book.add_worksheet()
        for number, row in enumerate(cells):
            sheet.write_row(number, 0, row)
    book.close()
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_encoding_delimiter_and_line_end(encoding: str, delimiter: str, newline: str) -> None:
    text = newline.join((HEAD, ROW, ROW.replace("Søren", "Åse"), "")).replace(";", delimiter)
    found = read(text.encode(encoding))
    assert [person.record.name for person in found.people] == ["Søren Åkjær", "Åse Åkjær"]
    assert found.people[0].record.school == "Åbrinken Tekniske Skole"
    assert found.samples[0] == "Søren Åkjær"


def test_an_encoding_can_be_said() -> None:
    found = read(f"{HEAD}\n{ROW}".encode("mac-roman"), encoding="mac-roman")
    assert found.people[0].record.name == "Søren Åkjær"
    with pytest.raises(UnreadableList):
        read(f"{HEAD}\n{ROW}".encode("cp1252"), encoding="utf-8")
    with pytest.raises(UnreadableList):
        read(f"{HEAD}\n{ROW}", encoding="klingon")


def test_a_separator_line_is_obeyed_and_no_row() -> None:
    found = read(f"sep=|\n{HEAD.replace(';', '|')}\n{ROW.replace(';', '|')}\n")
    assert found.rows[0].reason is Reason.SEPARATOR_LINE
    assert found.header_row == 2
    assert len(found.people) == 1


def test_commas_and_line_breaks_in_cells_do_not_hide_the_delimiter() -> None:
    rows = [f'Anna{i};Holm;a{i}@x.example;9411378{i};"Skole, nord, øst,\nafdeling, {i}"' for i in range(9)]
    found = read("\n".join((HEAD, *rows)))
    assert found.delimiter == ";"
    assert len(found.people) == 9
    assert found.people[1].record.school == "Skole, nord, øst, afdeling, 1"


@pytest.mark.parametrize("text", ["", "\n\n", ";;;\n;;;\n", HEAD, f"{HEAD}\n;;;;\n"])
def test_a_list_with_nobody_is_said_to_be_empty(text: str) -> None:
    with pytest.raises(LaugError) as raised:
        read(text)
    assert isinstance(raised.value, EmptyList | NeedsMapping)
    assert raised.value.hint is not None


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 \n...", b"\x89PNG\r\n\x1a\n" + bytes(99), bytes(range(256)) * 9, b"PK\x03\x04rest"]
)
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableList):
        read(data)


def test_a_list_without_headings_needs_a_mapping_and_shows_no_person() -> None:
    with pytest.raises(NeedsMapping) as raised:
        read("Anna;Holm;anna@x.example\nBo;Lund;bo@x.example\n")
    assert "anna" not in repr(raised.value.headings)
    found = read("Hvem;Hvor\nAnna Holm;Nordskolen\n", mapping={"Hvem": "name", "Hvor": "school"})
    assert found.people[0].record.name == "Anna Holm"
    assert found.people[0].record.school == "Nordskolen"


def test_a_mapping_cannot_import_what_must_not_be_kept() -> None:
    found = read("Navn;CPR;Allergi\nAnna Holm;110407-0000;nødder\n", mapping={"CPR": "street", "Allergi": "town"})
    assert found.people[0].record.street == found.people[0].record.town == ""
    with pytest.raises(LaugError):
        read("Navn;By\nAnna Holm;Ry\n", mapping={"By": "religion"})


def test_a_workbook_s_other_sheets_are_named() -> None:
    data = workbook([["Noter"], ["intet"]], second=[["Navn", "Mobil"], ["Anna Holm", 94113782]])
    found = read_list(data, file_name="liste.xlsx", as_of=TODAY)
    assert found.sheet == "Sheet2"
    assert found.people[0].record.phone == "+4594113782"
    assert any(notice.reason is Reason.OTHER_SHEETS for notice in found.notices)


def test_numbers_in_a_workbook_that_are_cpr_numbers_are_left_out() -> None:
    data = workbook([["Navn", "Mobil", "Hold"], ["Anna Holm", 1104070000, 906020000]])
    found = read_list(data, file_name="liste.xlsx", as_of=TODAY)
    assert found.people[0].record.phone == found.people[0].record.class_name == ""
    assert {n.field for n in found.rows[0].notices if n.reason is Reason.CPR_DROPPED} == {"phone", "class_name"}


def test_our_own_guard_against_formulas_is_undone() -> None:
    found = read("Navn;Mobil;Firma\nAnna Holm;'+4594113782;'=Sum(A1)\n")
    assert found.people[0].record.phone == "+4594113782"
    assert found.people[0].record.company == ""


def test_a_zip_bomb_and_a_cell_far_out_are_refused() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        for number in range(5):
            archive.writestr(f"xl/media/{number}.bin", bytes(90_000_000))
    with pytest.raises(UnreadableList):
        read(bomb.getvalue())
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write(0, 0, "Navn")
    sheet.write(1_000_000, 16_000, "x")
    book.close()
    with pytest.raises(UnreadableList):
        read(stream.getvalue())


ODS = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="Ark1">{rows}</table:table></office:spreadsheet></office:body>
</office:document-content>"""


def ods(*rows: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml", ODS.format(rows="".join(f"<table:table-row>{row}</table:table-row>" for row in rows))
        )
    return stream.getvalue()


def cell(text: str, more: str = "") -> str:
    return f'<table:table-cell {more} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def test_an_open_document_is_read_and_its_bombs_refused() -> None:
    found = read(ods(cell("Navn") + cell("Mobil"), cell("Åse Holm") + cell("94 11 37 82")))
    assert found.format == "ods"
    assert found.people[0].record.phone == "+4594113782"
    with pytest.raises(UnreadableList):
        read(ods(cell("Navn"), cell("Åse Holm", 'table:number-columns-repeated="2000000000"')))


def test_a_workbook_cut_short_is_refused() -> None:
    with pytest.raises(UnreadableList):
        read(workbook([["Navn"], ["Anna Holm"]])[:-900])


@pytest.mark.parametrize("dialect", ["excel-da", "excel-1252", "rfc", "tab-utf16", "studieplus"])
def test_made_lists_in_every_dialect(dialect: str, tmp_path: Path) -> None:
    from test_sample_lists import known_from

    first, wanted = _made(tmp_path, dialect, "--dirty", "20")
    plan = make_plan(first, (), network=True)
    ours = plan.totals
    assert (ours.rows, ours.people, ours.new) == (wanted["rows"], wanted["people"], wanted["new"])
    assert (ours.merged, ours.duplicate) == (wanted["merged"], wanted["duplicate"])
    clean, _ = _made(tmp_path, dialect)
    later, wanted = _made(tmp_path, dialect, "--later")
    ours = make_plan(later, known_from(make_plan(clean, (), network=True)), network=True).totals
    for outcome in ("rows", "people", "new", "changed", "unchanged", "missing"):
        assert getattr(ours, outcome) == wanted[outcome], outcome


def _made(folder: Path, dialect: str, *options: str) -> tuple[ReadList, dict[str, int]]:
    import json

    made, totals = folder / "liste.csv", folder / "totals.json"
    script = Path(__file__).parent / "data" / "make_list.py"
    command = [sys.executable, str(script), "1000", "--dialect", dialect, "-o", str(made), "--totals", str(totals)]
    subprocess.run([*command, *options], check=True)
    wanted: dict[str, int] = json.loads(totals.read_text(encoding="utf-8"))
    return read(made.read_bytes()), wanted


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(str.encode)))
def test_any_bytes_are_read_or_refused_in_a_sentence(data: bytes) -> None:
    for start in (b"", HEAD.encode() + b"\n", b"sep=,\n"):
        try:
            make_plan(read(start + data), ())
        except LaugError as error:
            assert error.message.msgid
            assert error.hint is not None


_DAY = st.dates(date(1930, 1, 1), date(2015, 12, 31))
_CPR = st.builds(
    lambda day, serial, form: day.strftime(form).format(serial),
    _DAY,
    st.integers(0, 9999).map("{:04d}".format),
    st.sampled_from(
        [
            "%d%m%y{}",
            "%d%m%y-{}",
            "%d%m%y {}",
            "%d%m%y – {}",
            "%d.%m.%y-{}",
            "%d%m%Y-{}",
            "%d%m%y\u200b-{}",
            "%d%m\u200d%y{}",
        ]
    ),
)
_AROUND = st.sampled_from(
    ["{}", " {} ", "cpr {}", "({})", "{}, ring", "Anna {}", "a{}@x.example", "94113782/{}", "\u00a0{}"]
)
_COLUMNS = (
    "Fornavn;Efternavn;Mail;Mobil;Tlf;Skole;Uddannelse;Hold;Firma;Gade;Postnr;By;Start;Slut;Født;Rolle;Noter;Ukendt"
)


@settings(max_examples=200, deadline=None)
@given(_CPR, _AROUND, st.integers(0, 17), st.sampled_from(["csv", "xlsx"]))
def test_a_cpr_number_in_any_cell_survives_nowhere(cpr: str, around: str, position: int, kind: str) -> None:
    cells = ["Anna", "Holm", *[""] * 16]
    cells[position] = around.format(cpr)
    rows = [_COLUMNS.split(";"), cells, ["Bo", "Lund", *[""] * 16]]
    data = workbook(rows) if kind == "xlsx" else "\n".join(";".join(row) for row in rows).encode()
    found = read_list(data, file_name=f"liste {cpr}.csv", as_of=TODAY)
    everything = repr(found) + repr(make_plan(found, ()))
    assert not contains_cpr(everything.replace("\\u200b", ""))
    assert cpr not in everything
    told = {notice.reason for row in found.rows for notice in row.notices}
    assert told & {Reason.CPR_DROPPED, Reason.CPR_MASKED}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Anna", "Bo", "Anna Marie", "bo"]),
            st.sampled_from(["Holm", "Lund", ""]),
            st.sampled_from(["", "a@x.example", "b@x.example"]),
            st.sampled_from(["", "94113782", "+45 94 11 37 83"]),
            st.sampled_from(["", "Nord", "Syd"]),
            st.sampled_from(["", "h1", "H1", "h2"]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_every_row_is_one_thing_and_a_second_import_changes_nothing(rows: list[tuple[str, ...]]) -> None:
    from test_sample_lists import known_from

    found = read("\n".join((f"{HEAD};Hold", *(";".join(row) for row in rows))))
    plan = make_plan(found, ())
    totals = plan.totals
    assert totals.rows == len(rows)
    assert totals.people + totals.refused + totals.skipped + totals.duplicate + totals.merged == totals.rows
    assert sum(row.found is Found.PERSON for row in found.rows) == len(found.people) == totals.new
    again = make_plan(found, known_from(plan), network=True).totals
    assert again.changed == 0
    assert again.unchanged + again.refused == totals.new + totals.refused
    assert again.new == 0
