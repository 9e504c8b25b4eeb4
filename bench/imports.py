"""`python -m bench.imports [PEOPLE]`: reading, planning and applying a member list, beside `sqlite-utils insert`.

Both put the same people into the same indexed table of a new laug file. sqlite-utils writes that one table only; laug
also reads and checks the list, compares it with the register, writes affiliations, schools and companies, and the log.
"""

import csv
import statistics
import sys
import tempfile
import time
from io import StringIO
from pathlib import Path

import sqlite_utils

from core import imports
from core.door.session import open_session
from db.keys import search_key, sort_key

ROUNDS = 3
HEADINGS = (
    "Fornavn", "Efternavn", "E-mail", "Mobil", "Skole", "Uddannelse", "Hold", "Læreplads", "Start", "Slut",
    "Fødselsår", "Postnr", "By",
)  # fmt: skip


def made_list(people: int) -> bytes:
    """A tidy list of so many invented people, in 40 schools, 200 companies and 300 classes."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEADINGS)
    for number in range(people):
        writer.writerow([
            f"Søren{number % 97}", f"Østergård{number}", f"soeren{number}@skole.example", f"94{number:06}",
            f"Skolen {number % 40}", f"Uddannelse {number % 25}", f"h{number % 300}", f"Firmaet {number % 200} A/S",
            "10-08-2026", "29-06-2029", 1990 + number % 20, 8800, "Viborg",
        ])  # fmt: skip
    return out.getvalue().encode("utf-8-sig")


def laug(data: bytes, folder: Path) -> float:
    with open_session(folder / "laug.db", account="bench") as session:
        start = time.perf_counter()
        imports.apply(session, imports.plan(session, data, file_name="list.csv"))
        return time.perf_counter() - start


def peer(data: bytes, folder: Path) -> float:
    """The same people as ready rows, keys and all, into the same table with its indexes and search triggers."""
    with open_session(folder / "peer.db", account="bench"):
        pass
    rows = [
        {
            "uid": f"uid-{number}", "given": row["Fornavn"], "family": row["Efternavn"], "birth_year": int(row["Fødselsår"]),
            "email": row["E-mail"], "phone": f"+45{row['Mobil']}", "postcode": row["Postnr"], "town": row["By"],
            "created_at": "2026-01-01T00:00:00Z", "changed_at": "2026-01-01T00:00:00Z",
            "sort_key": sort_key(f"{row['Efternavn']} {row['Fornavn']}"),
            "search_key": search_key(
                row["Fornavn"], row["Efternavn"], row["By"], row["Skole"], row["Uddannelse"], row["Hold"], row["Læreplads"],
                emails=(row["E-mail"],), phones=(f"+45{row['Mobil']}",),
            ),
        }
        for number, row in enumerate(csv.DictReader(StringIO(data.decode("utf-8-sig")), delimiter=";"))
    ]  # fmt: skip
    start = time.perf_counter()
    sqlite_utils.Database(folder / "peer.db")["person"].insert_all(rows)
    return time.perf_counter() - start


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    data = made_list(people)
    mine, other = [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            mine.append(laug(data, Path(folder)))
            other.append(peer(data, Path(folder)))
    ours, theirs = statistics.median(mine), statistics.median(other)
    print(f"{people} people, median of {ROUNDS}")
    print(f"laug plan + apply   {ours:6.2f} s  {people / ours:8.0f} people/s")
    print(f"sqlite-utils insert {theirs:6.2f} s  {people / theirs:8.0f} rows/s")
    print(f"ratio (bigger is faster than sqlite-utils): {theirs / ours:.2f}")


if __name__ == "__main__":
    main()
