"""Contact lists as other programs read them: csv, openpyxl, vobject, json."""

import csv
import json
from dataclasses import fields, replace
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import vobject
from openpyxl import load_workbook

from core.contact_data import Contact
from core.errors import Invalid, Refused
from exports.bcc import blocks
from exports.columns import COLUMNS, grouped_phone
from exports.contact_lists import FORMATS, Options, file_name, format_of
from exports.csv_lists import guarded
from exports.xlsx import sheet_name
from tests.exports.made import CONTACT, contact, listing, octets, written


def table(data: bytes, encoding: str, delimiter: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode(encoding), newline=""), delimiter=delimiter))


def test_danish_excel_gets_its_own_csv() -> None:
    data = octets(listing(), "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 2
    [row] = table(data, "utf-8-sig", ";")
    assert row["Fornavn"] == "Åse Marie"
    assert row["Telefon"] == "+45 94 20 12 34"
    assert row["Fra"] == "10-08-2026"
    assert row["Role"] == "tovholder"
    assert row["Networks"] == "Pigenetværk, Smedjen"
    assert row["Changed"] == "03-09-2026 14:00"


def test_scripts_get_stable_keys_and_iso_dates() -> None:
    data = octets(listing(), "rfc")
    assert data.startswith(b"name,number,uid,given,family,")
    [row] = table(data, "utf-8", ",")
    assert (row["start"], row["end"], row["revised"]) == ("2026-08-10", "", "2026-09-03T12:00:00Z")
    assert row["role"] == "coordinator"
    assert row["networks"] == "Pigenetværk; Smedjen"


def test_old_excel_is_told_what_it_cannot_read() -> None:
    data, result = written(listing(contact(given="Łukasz")), "excel-1252")
    [row] = table(data, "cp1252", ";")
    assert row["Fornavn"] == "?ukasz"
    assert row["Family name"] == "Sørensen"
    assert [note.values["n"] for note in result.notes] == [2]  # in the given name and in the whole name


def test_google_and_outlook_get_their_headings() -> None:
    [row] = table(octets(listing(), "google"), "utf-8", ",")
    assert row["First Name"] == "Åse Marie"
    assert row["Labels"] == "Pigenetværk ::: Smedjen ::: * myContacts"
    assert row["E-mail 2 - Value"] == "aase@privat.example"
    assert row["Phone 1 - Value"] == "+45 94 20 12 34"
    [row] = table(octets(listing(), "outlook"), "utf-8-sig", ",")
    assert row["Last Name"] == "Sørensen"
    assert row["E-mail Address"] == "aase@skole.example"
    assert row["Company"] == "Erhvervsskolen, Aarhus"
    assert row["Categories"] == "Pigenetværk;Smedjen"


@pytest.mark.parametrize("name", ["google", "outlook", "vcf", "json", "rfc", "csv", "xlsx"])
def test_a_column_that_is_not_asked_for_is_nowhere(name: str) -> None:
    data = octets(listing(columns=("name", "email")), name)
    if name == "xlsx":
        data = b"".join(ZipFile(BytesIO(data)).read(part) for part in ZipFile(BytesIO(data)).namelist())
    assert "Åse".encode() in data
    for secret in ("privat.example", "9420", "94 20", "Aarhus", "Tømrer", "2008", "tø26"):
        assert secret.encode() not in data


@pytest.mark.parametrize("text", ["=1+1", " =1+1", "+45", "-1", "@SUM(A1)", "＝1+1", "'=1+1", "''=x"])
def test_a_formula_gets_an_apostrophe_that_can_be_taken_off(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ida", "O'Brien", "'s-Gravenhage", "1-2", "a=b", "#7"])
def test_other_text_stays(text: str) -> None:
    assert guarded(text) == text


def test_the_guard_is_on_unless_switched_off_and_spares_phones() -> None:
    person = contact(given="=1+1", phone="+4594201234", school="+45 94 20 12 34")
    for name, delimiter in (("csv", ";"), ("rfc", ","), ("google", ","), ("outlook", ",")):
        rows = list(
            csv.reader(StringIO(octets(listing(person), name).decode("utf-8-sig"), newline=""), delimiter=delimiter)
        )
        assert "'=1+1" in rows[1]
        assert "+45 94 20 12 34" in rows[1]
        bare = octets(listing(person), name, options=Options(formula_guard=False)).decode("utf-8-sig")
        assert "=1+1" in next(iter(list(csv.reader(StringIO(bare, newline=""), delimiter=delimiter))[1:]))


@pytest.mark.parametrize(
    ("phone", "spoken"),
    [("+4594201234", "+45 94 20 12 34"), ("+354555123", "+354 55 51 23"), ("+15552345678", "+1 55 52 34 56 78"),
     ("+4670123456", "+46 70 12 34 56"), ("+46701234567", "+46 70 12 34 567"), ("lokal 7", "lokal 7"), ("", "")],
)  # fmt: skip
def test_phones_are_grouped(phone: str, spoken: str) -> None:
    assert grouped_phone(phone) == spoken


def test_a_workbook_holds_text_as_text_and_dates_as_dates() -> None:
    data = octets(listing(contact(given="=1+1", postcode="0800", uid="007")), "xlsx")
    workbook = load_workbook(BytesIO(data))
    sheet = workbook["Pigenetværk Randers"]
    heading, row = list(sheet.iter_rows())
    cells = {str(name.value): cell for name, cell in zip(heading, row, strict=True)}
    assert (cells["Fornavn"].value, cells["Fornavn"].data_type) == ("=1+1", "s")
    assert cells["Postcode"].value == "0800"
    assert cells["Identifier"].value == "007"
    assert cells["Telefon"].value == "+45 94 20 12 34"
    assert cells["Number"].value == 7
    assert (cells["Fra"].value, cells["Fra"].number_format) == (datetime(2026, 8, 10), "dd-mm-yyyy")
    assert cells["Changed"].value == datetime(2026, 9, 3, 14)
    assert heading[0].font.bold
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:V2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert workbook.properties.creator == "kirsten"
    assert "kontakt" in str(workbook.properties.description)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Piger [Randers]: 1/2", "Piger Randers 1 2"),
        ("'x'", "x"),
        ("History", "laug"),
        ("", "laug"),
        ("å" * 40, "å" * 31),
    ],
)
def test_sheet_names_are_legal(title: str, name: str) -> None:
    assert sheet_name(title) == name


def test_a_card_has_what_telephones_read() -> None:
    person = contact(company="Ærø & Søn; Tømrer A/S")
    data = octets(listing(person, contact(number=8, uid="x", given="", family="")), "vcf")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    first, second = vobject.readComponents(data.decode())
    assert data.startswith(b"BEGIN:VCARD\r\nVERSION:3.0\r\n")
    assert first.fn.value == "Åse Marie Sørensen"
    assert (first.n.value.family, first.n.value.given) == ("Sørensen", "Åse Marie")
    assert first.tel.value == "+4594201234"
    assert [email.value for email in first.email_list] == ["aase@skole.example", "aase@privat.example"]
    assert first.org.value == ["Ærø & Søn, Tømrer A/S"]
    assert first.title.value == "Tømrer, Erhvervsskolen, Aarhus"
    assert first.adr.value.street == "Nørre Allé 5, st. tv."
    assert first.uid.value == f"urn:uuid:{CONTACT.uid}"
    assert first.rev.value == "20260903T120000Z"
    assert first.categories.value == ["Pigenetværk", "Smedjen"]
    assert second.fn.value == "aase@skole.example"


def test_split_cards_are_one_file_each() -> None:
    people = [contact(number=number) for number in (1, 2)] + [contact(number=3, given="../../etc", family="")]
    archive = ZipFile(BytesIO(octets(listing(*people), "vcf-split")))
    assert archive.namelist() == ["Åse Marie Sørensen-1.vcf", "Åse Marie Sørensen-2.vcf", "etc-3.vcf"]
    assert all(archive.read(name).count(b"BEGIN:VCARD") == 1 for name in archive.namelist())
    assert octets(listing(*people), "vcf-split") == octets(listing(*people), "vcf-split")


def test_addresses_come_in_blocks_without_anybody_twice() -> None:
    people = [contact(number=n, email=f"p{n}@skole.example", given=f"P{n}", family="Ø") for n in range(205)]
    people += [
        contact(number=900, email="P1@skole.example"),
        contact(number=901, email="a@b, evil@x.example", private_email=""),
    ]
    made = blocks(listing(*people), size=500, names=False, separator=", ")
    assert [text.count("@") for text in made.texts] == [100, 100, 5]
    assert (made.people, made.shared, made.without_address) == (206, 1, 1)
    data, result = written(listing(*people), "bcc")
    assert data.startswith(b'"P0 \xc3\x98" <p0@skole.example>; "P1')
    assert data.count(b"\n\n") == 2
    assert result.rows == 206
    assert len(result.notes) == 2


def test_a_name_cannot_begin_another_address() -> None:
    made = blocks(listing(contact(given='Ole" <evil@x.example>, "', family="")))
    assert made.texts == ('"Ole evil x.example" <aase@skole.example>',)


def test_a_list_without_addresses_says_so() -> None:
    with pytest.raises(Refused):
        blocks(listing(columns=("name", "phone")))


def test_json_has_stable_keys_and_a_version() -> None:
    data = json.loads(octets(listing(CONTACT, contact(role=None)), "json"))
    assert data["schema_version"] == 1
    assert data["purpose"] == "contact"
    first, second = data["contacts"]
    assert first["role"] == "coordinator"
    assert first["networks"] == ["Pigenetværk", "Smedjen"]
    assert (first["start"], first["end"], first["birth_year"]) == ("2026-08-10", None, 2008)
    assert second["role"] is None
    lines = octets(listing(CONTACT, CONTACT), "ndjson").splitlines()
    assert [json.loads(line)["schema_version"] for line in lines] == [1, 1]
    assert json.loads(lines[0]) == {"schema_version": 1, **first}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_an_empty_list(name: str) -> None:
    assert written(replace(listing(), contacts=(), total=0), name)[1].rows == 0


def test_formats_are_found_by_name_and_by_suffix() -> None:
    assert format_of("", Path("x.VCF")).name == "vcf"
    assert format_of("", Path("x.csv")).name == "csv"
    assert format_of("", None).name == "xlsx"
    assert format_of("rfc", Path("x.xlsx")).name == "rfc"
    with pytest.raises(Invalid):
        format_of("pdf", None)
    assert file_name(listing(title="Piger: 1/2"), FORMATS["xlsx"]) == "Piger- 1-2-2026-09-03.xlsx"


def test_a_file_made_just_after_midnight_has_the_danish_day() -> None:
    made = replace(listing(title="Piger"), made_at=datetime(2026, 11, 21, 23, 30, tzinfo=UTC))
    assert file_name(made, FORMATS["xlsx"]) == "Piger-2026-11-22.xlsx"


def test_all_fields_of_a_contact_can_be_columns() -> None:
    assert set(COLUMNS) == {"name", *(field.name for field in fields(Contact))}
