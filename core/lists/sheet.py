"""A file as rows of text cells, be it CSV in its many dialects or a workbook. CPR numbers are gone at once."""

import re
from dataclasses import dataclass, field

from core.lists.notices import Notice
from core.rules.cpr import MASK, is_whole_cpr, mask_cpr, may_hold_cpr

CELL_LIMIT = 5_000
COLUMN_LIMIT = 1_000
ROW_LIMIT = 1_100_000
# Characters nobody sees must not hide a number.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


@dataclass(frozen=True)
class Sheet:
    """Records of cells; record numbers count from 1, blank ones too, and are Excel's row numbers.

    `first` is the record number of `records[0]` (a workbook may begin lower down). `filled` are the cells a vertical
    merge was spread over, `doubtful` the records in another encoding than the rest; both are record numbers.
    """

    records: list[list[str]]
    format: str
    encoding: str = ""
    delimiter: str = ""
    name: str = ""
    filled: frozenset[tuple[int, int]] = frozenset()
    doubtful: frozenset[int] = frozenset()
    has_separator_line: bool = False
    notices: tuple[Notice, ...] = field(default=())


def without_cpr(record: list[str]) -> list[str]:
    """The record with every CPR number replaced by `[CPR]`; nothing after this function ever sees one."""
    joined = "\n".join(record)
    if not may_hold_cpr(joined if joined.isascii() else _UNSEEN.sub("", joined)):
        return record
    return [_cell_without_cpr(cell) for cell in record]


def _cell_without_cpr(cell: str) -> str:
    seen = _UNSEEN.sub("", cell)
    if not may_hold_cpr(seen):
        return cell
    masked = MASK if is_whole_cpr(seen) else mask_cpr(seen)
    return cell if masked == seen else masked
