"""Contact lists as JSON and as one JSON object a line, with keys that never change with the language."""

import json
from datetime import UTC, date, datetime
from enum import Enum
from typing import BinaryIO

from core.contact_data import ContactList
from exports.columns import Value, Wording, columns_of, rows
from exports.plain_text import one_line

SCHEMA_VERSION = 1


def write(contact_list: ContactList, stream: BinaryIO, wording: Wording) -> None:
    """One object: what the list is, who is left out, and `contacts`, one a line."""
    about = {
        "schema_version": SCHEMA_VERSION,
        "title": one_line(contact_list.title),
        "purpose": contact_list.purpose.value,
        "made_at": _plain(contact_list.made_at),
        "made_by": one_line(contact_list.made_by),
        "total": contact_list.total,
        "left_out": [
            {"reason": left_out.reason.render(wording.catalogue), "count": left_out.count}
            for left_out in contact_list.left_out
        ],
        "columns": [column.key for column in columns_of(contact_list)],
    }
    stream.write(_text(about).removesuffix("}").encode() + b', "contacts": [')
    for number, row in enumerate(rows(contact_list)):
        stream.write((b",\n" if number else b"\n") + _object(contact_list, row).encode())
    stream.write(b"\n]}\n")


def write_lines(contact_list: ContactList, stream: BinaryIO) -> None:
    """One object a contact and line, each with its `schema_version`."""
    for row in rows(contact_list):
        stream.write(_object(contact_list, row, schema_version=SCHEMA_VERSION).encode() + b"\n")


def _object(contact_list: ContactList, row: tuple[Value, ...], **extra: int) -> str:
    return _text(extra | {key: _plain(value) for key, value in zip(contact_list.columns, row, strict=True)})


def _plain(value: Value) -> object:
    match value:
        case Enum():
            return str(value.value)
        case str():
            return one_line(value)
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(part) for part in value]
        case _:
            return value


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
