"""`python -m bench.imports [PEOPLE]`: reading, planning and applying a member list, beside `sqlite-utils insert`.

Both put the same people into the same indexed table of a new laug file. sqlite-utils writes that one table only; laug
also reads and checks the list, compares it with the register, writes affiliations, schools and companies, and the log.

`python -m bench.imports matching [ROWS] [PEOPLE]`: planning a list of people written otherwise against a filled register,
and looking for people who are in it twice.
"""

import csv
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import sqlite_utils

from core import imports, people
from core.demo.fill import fill
from core.door.session import Session, open_session
from core.duplicates import pairs
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


def written_otherwise(session: Session, rows: int) -> bytes:
    """So many people of the register as another list has them: married, misspelt, swapped, without e-mail, or just so."""
    numbers = list(people.ids(session))
    step = max(1, len(numbers) // rows)
    out = StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(("Fornavn", "Efternavn", "E-mail", "Mobil", "Skole", "Uddannelse", "Hold", "Fødselsår"))
    for place, row in enumerate(people.rows(session, numbers[::step][:rows])):
        given, family, email, phone = row.given, row.family, row.email, row.phone
        match place % 10:
            case 1:
                family += "sen"
            case 2:
                email = phone = ""
            case 3:
                given, family = family, given
            case 4:
                family = family[:-1] or family
            case 5:
                given, email, phone = f"Nye{given}", "", ""
        writer.writerow((given, family, email, phone, row.school, row.education, row.class_name, row.birth_year))
    return out.getvalue().encode("utf-8-sig")


def matching(rows: int = 20_000, everybody: int = 100_000) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "laug.db"
        with open_session(path, account="bench") as session:
            fill(session, people=everybody)
        with open_session(path, account="bench") as session, session.connected():
            data = written_otherwise(session, rows)
            planned = _seconds(lambda: imports.plan(session, data, file_name="list.csv"))
            twice = _seconds(lambda: pairs.find(session))
    print(f"{rows} rows against {everybody} people")
    print(f"laug plan            {planned:6.2f} s  {rows / planned:8.0f} rows/s, read, matched and compared")
    print(f"laug duplicates      {twice:6.2f} s  the whole register")


def _seconds(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def main() -> None:
    if sys.argv[1:2] == ["matching"]:
        matching(*map(int, sys.argv[2:4]))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    data = made_list(count)
    mine, other = [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            mine.append(laug(data, Path(folder)))
            other.append(peer(data, Path(folder)))
    ours, theirs = statistics.median(mine), statistics.median(other)
    print(f"{count} people, median of {ROUNDS}")
    print(f"laug plan + apply   {ours:6.2f} s  {count / ours:8.0f} people/s")
    print(f"sqlite-utils insert {theirs:6.2f} s  {count / theirs:8.0f} rows/s")
    print(f"ratio (bigger is faster than sqlite-utils): {theirs / ours:.2f}")


if __name__ == "__main__":
    main()
