"""Lists as programs write them: JSON (an array of objects, our own export, an object a line) and vCards (RFC 6350)."""

import json
import quopri
import re
from collections.abc import Iterable, Mapping

from core.lists.errors import UnreadableList
from core.lists.separated import not_a_list
from core.lists.sheet import CELL_LIMIT, COLUMN_LIMIT, ROW_LIMIT, Sheet, without_cpr
from core.messages import N_, say

_CARD = b"BEGIN:VCARD"
_ESCAPED = re.compile(r"\\([\\;,nN])")
_PART = re.compile(r"(?<!\\);")
_HEADINGS = (
    "given", "family", "name", "email", "email2", "phone", "otherphones", "company", "jobtitle", "street", "postcode", "town",
)  # fmt: skip


def is_json(data: bytes) -> bool:
    """Whether the bytes begin as JSON does."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def is_cards(data: bytes) -> bool:
    """Whether the bytes begin as a vCard does."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[: len(_CARD)].upper() == _CARD


def read_json(data: bytes) -> Sheet:
    """The objects as rows under their keys. Raises `UnreadableList` if they are no flat objects."""
    objects = _objects(data)
    keys = list(dict.fromkeys(key for one in objects for key in one))
    if len(keys) > COLUMN_LIMIT or len(objects) > ROW_LIMIT:
        raise not_a_list()
    rows = [[_cell(one.get(key)) for key in keys] for one in objects]
    return Sheet([keys, *map(without_cpr, rows)], format="json", encoding="utf-8")


def _objects(data: bytes) -> list[Mapping[str, object]]:
    try:
        text = data.decode("utf-8-sig")
        try:
            whole = json.loads(text)
        except ValueError:
            whole = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError) as error:
        raise UnreadableList(
            say(N_("The file begins as JSON but cannot be read as such.")),
            say(N_("Export it again, or save the list as CSV or XLSX.")),
        ) from error
    if isinstance(whole, dict):
        whole = whole.get("contacts", [whole])
    if not isinstance(whole, list) or not all(isinstance(one, dict) for one in whole):
        raise not_a_list()
    return whole


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nej"
        case list():
            return "; ".join(str(one) for one in value if isinstance(one, str | int))
        case dict():
            return ""
        case _:
            return str(value)[:CELL_LIMIT]


def read_cards(data: bytes) -> Sheet:
    """The cards as rows under headings of ours; what laug has no field for is left out."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    rows: list[list[str]] = []
    card: dict[str, list[str]] = {}
    for line in _unfolded(text):
        name, parameters, value = _property(line)
        if name == "BEGIN":
            card = {}
        elif name == "END":
            rows.append(_row(card))
        elif value:
            card.setdefault(name, []).append(_decoded(value, parameters))
        if len(rows) > ROW_LIMIT:
            raise not_a_list()
    return Sheet([list(_HEADINGS), *map(without_cpr, rows)], format="vcf", encoding="utf-8")


def _unfolded(text: str) -> Iterable[str]:
    """Whole lines: one that begins with a blank goes on the line before (RFC 6350, 3.2)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    # A phone's quoted-printable line ends with an equals sign where it goes on.
    lines = re.sub(r"\n[ \t]", "", lines)
    return re.sub(r"(?im)^(\S*QUOTED-PRINTABLE\S*:.*?)=\n", r"\1", lines).split("\n")


def _property(line: str) -> tuple[str, str, str]:
    head, _, value = line.partition(":")
    name, _, parameters = head.partition(";")
    return name.rpartition(".")[2].strip().upper(), parameters.upper(), value.strip()


def _decoded(value: str, parameters: str) -> str:
    if "QUOTED-PRINTABLE" in parameters:
        return quopri.decodestring(value.encode()).decode("utf-8", "replace")
    return value


def _parts(card: Mapping[str, list[str]], name: str, width: int) -> list[str]:
    parts = [_plain(part) for part in _PART.split(card.get(name, [""])[0])]
    return parts + [""] * (width - len(parts))


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda match: " " if match.group(1) in "nN" else match.group(1), text)


def _row(card: Mapping[str, list[str]]) -> list[str]:
    family, given, *_ = _parts(card, "N", 2)
    whole = "" if given or family else _plain(card.get("FN", [""])[0])
    street, town, _, postcode = _parts(card, "ADR", 7)[2:6]
    emails = [_plain(one) for one in card.get("EMAIL", [])]
    phones = [_plain(one).removeprefix("tel:") for one in card.get("TEL", [])]
    company = _parts(card, "ORG", 1)[0]
    title = _plain(card.get("TITLE", [""])[0])
    row = (
        given, family, whole, emails[0] if emails else "", ";".join(emails[1:]), phones[0] if phones else "",
        ";".join(phones[1:]), company, title, street, postcode, town,
    )  # fmt: skip
    return [cell[:CELL_LIMIT] for cell in row]
