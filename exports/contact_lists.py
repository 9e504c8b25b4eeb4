"""The formats a contact list can be written in, under the names the command line and the screens know."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from core.contact_data import ContactList
from core.errors import Invalid
from core.messages import N_, Catalogue, Message, say
from core.rules.kinds import Language
from core.rules.moments import HOME
from exports import bcc, csv_lists, json_lists, vcard
from exports.columns import Wording
from exports.files import safe_file_name


@dataclass(frozen=True)
class Options:
    """What a person may choose besides the format.

    `formula_guard`: an apostrophe before text a spreadsheet could run. `bcc_size`: addresses a block, at most 100.
    """

    formula_guard: bool = True
    bcc_separator: str = "; "
    bcc_size: int = 90
    bcc_names: bool = True


@dataclass(frozen=True)
class Written:
    """How many people are in the file, and what there is to say about the rest."""

    rows: int
    notes: tuple[Message, ...] = ()


_Writer = Callable[[ContactList, BinaryIO, Wording, Options], Written]


@dataclass(frozen=True)
class Format:
    """`binary` files are refused on a terminal; `label` is a message id."""

    name: str
    binary: bool
    suffix: str
    label: str
    writer: _Writer


def write(
    contact_list: ContactList,
    format: str,
    stream: BinaryIO,
    *,
    catalogue: Catalogue,
    language: Language,
    options: Options = Options(),
) -> Written:
    """The list in the named format; raises `Invalid` for a name that is none, `Refused` for a list it cannot hold."""
    return named(format).writer(contact_list, stream, Wording(catalogue, language), options)


def named(name: str) -> Format:
    """The format of that name; raises `Invalid` naming all of them."""
    found = FORMATS.get(name)
    if found is None:
        raise Invalid(
            "format",
            say(N_("There is no format called {name}."), name=name),
            say(N_("Choose one of {names}."), names=", ".join(FORMATS)),
        )
    return found


def format_of(name: str, path: Path | None) -> Format:
    """The format asked for; without a name, the one the file's suffix says, and otherwise a workbook."""
    if name:
        return named(name)
    suffix = path.suffix.casefold() if path else ""
    return next((known for known in FORMATS.values() if known.suffix == suffix), FORMATS["xlsx"])


def file_name(contact_list: ContactList, format: Format) -> str:
    """A name to suggest: the list's title and the day in Denmark it was made."""
    made = contact_list.made_at.astimezone(ZoneInfo(HOME))
    return f"{safe_file_name(contact_list.title)}-{made:%Y-%m-%d}{format.suffix}"


def _csv(dialect: csv_lists.Dialect) -> _Writer:
    def writer(contact_list: ContactList, stream: BinaryIO, wording: Wording, options: Options) -> Written:
        notes = csv_lists.table(contact_list, stream, dialect, wording, guard=options.formula_guard)
        return Written(len(contact_list.contacts), notes)

    return writer


def _google(contact_list: ContactList, stream: BinaryIO, wording: Wording, options: Options) -> Written:
    return Written(len(contact_list.contacts), csv_lists.google(contact_list, stream, guard=options.formula_guard))


def _outlook(contact_list: ContactList, stream: BinaryIO, wording: Wording, options: Options) -> Written:
    return Written(len(contact_list.contacts), csv_lists.outlook(contact_list, stream, guard=options.formula_guard))


def _xlsx(contact_list: ContactList, stream: BinaryIO, wording: Wording, options: Options) -> Written:
    from exports import xlsx  # XlsxWriter costs every other format 50 ms

    xlsx.write(contact_list, stream, wording)
    return Written(len(contact_list.contacts))


def _vcf(contact_list: ContactList, stream: BinaryIO, wording: Wording, options: Options) -> Written:
    vcard.write(contact_list, stream)
    return Written(len(contact_list.contacts))


def _vcf_split(contact_list: ContactList, stream: BinaryIO, wording: Wording, options: Options) -> Written:
    vcard.write_split(contact_list, stream)
    return Written(len(contact_list.contacts))


def _json(contact_list: ContactList, stream: BinaryIO, wording: Wording, options: Options) -> Written:
    json_lists.write(contact_list, stream, wording)
    return Written(len(contact_list.contacts))


def _ndjson(contact_list: ContactList, stream: BinaryIO, wording: Wording, options: Options) -> Written:
    json_lists.write_lines(contact_list, stream)
    return Written(len(contact_list.contacts))


def _bcc(contact_list: ContactList, stream: BinaryIO, wording: Wording, options: Options) -> Written:
    """The blocks with an empty line between them, so that each can be copied by itself."""
    made = bcc.blocks(contact_list, size=options.bcc_size, separator=options.bcc_separator, names=options.bcc_names)
    stream.write("\n\n".join(made.texts).encode() + (b"\n" if made.texts else b""))
    notes: list[Message] = []
    if made.without_address:
        notes.append(
            Message(
                N_("One person has no e-mail address that can be used."),
                {"n": made.without_address},
                N_("{n} people have no e-mail address that can be used."),
            )
        )
    if made.shared:
        notes.append(
            Message(
                N_("One person shares an address with somebody else; it is there once."),
                {"n": made.shared},
                N_("{n} people share an address with somebody else; it is there once."),
            )
        )
    return Written(made.people, tuple(notes))


FORMATS: Mapping[str, Format] = {
    known.name: known
    for known in (
        Format("xlsx", True, ".xlsx", N_("Workbook (Excel, LibreOffice)"), _xlsx),
        Format("csv", False, ".csv", N_("CSV for Danish Excel"), _csv(csv_lists.EXCEL_DA)),
        Format("excel-1252", False, ".csv", N_("CSV for old Excel (Windows-1252)"), _csv(csv_lists.EXCEL_1252)),
        Format("rfc", False, ".csv", N_("CSV for scripts"), _csv(csv_lists.RFC)),
        Format("google", False, ".csv", N_("CSV for Google Contacts"), _google),
        Format("outlook", False, ".csv", N_("CSV for Outlook"), _outlook),
        Format("vcf", False, ".vcf", N_("vCard, all in one file"), _vcf),
        Format("vcf-split", True, ".zip", N_("vCard, one file a person (zip)"), _vcf_split),
        Format("bcc", False, ".txt", N_("Addresses for the BCC line"), _bcc),
        Format("json", False, ".json", N_("JSON"), _json),
        Format("ndjson", False, ".ndjson", N_("JSON, one line a person"), _ndjson),
    )
}
