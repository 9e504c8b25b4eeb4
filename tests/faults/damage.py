"""Damage as a bad disk does it: one page of a table or an index full of noise (sqlite.org/fileformat2.html)."""

import random
import sqlite3
import struct
from pathlib import Path

_INNER = {2, 5}  # page types: 2 inner index, 5 inner table, 10 leaf index, 13 leaf table


def leaves(path: Path, name: str) -> list[int]:
    """The numbers of the leaf pages of that table or index, in order of their keys. No program may have the file open."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    data = path.read_bytes()
    return _under(data, root, size)


def _under(data: bytes, page: int, size: int) -> list[int]:
    start = (page - 1) * size
    header = start + (100 if page == 1 else 0)
    kind, cells = data[header], struct.unpack(">H", data[header + 3 : header + 5])[0]
    if kind not in _INNER:
        return [page]
    pointers = struct.unpack(f">{cells}H", data[header + 12 : header + 12 + 2 * cells])
    children = [struct.unpack(">I", data[start + at : start + at + 4])[0] for at in pointers]
    children.append(struct.unpack(">I", data[header + 8 : header + 12])[0])
    return [leaf for child in children for leaf in _under(data, child, size)]


def trash(path: Path, name: str, *, seed: int = 7) -> int:
    """Fill the middle leaf of that table or index with noise; gives its page number."""
    found = leaves(path, name)
    page = found[len(found) // 2]
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(random.Random(seed).randbytes(4096))
    return page
