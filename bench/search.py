"""Search as somebody types, in a file of invented people: `python bench/search.py [PEOPLE]`.

Prints the median and the 99th percentile in milliseconds for the first 50 rows after each letter, and for all numbers.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from core.demo.fill import fill
from core.door.session import Session, open_session
from core.search.compile import compile_people
from core.search.near import near_words

TYPED = ("sørensen", "anna", "nielsen", "yusuf", "akjær", "tømrer", "østergaard", "bach kjær", "mikkel jensen", "94123456")
FIELDS = (
    "netværk:piger-randers", "netværk:laerlinge-paa-tvaers fag:tømrer", "skole:heelandet trin:h2", "by:randers alder:<25",
    "fag:smed -netværk:alumner", "hold:gf2el", "mangler:mail beskyttet:ja", "på:2026-01-01 slags:elev smed", "xqzw",
)  # fmt: skip


def first_page(session: Session, text: str) -> int:
    """The first picture while typing."""
    condition = compile_people(session, text, at_most=1000)
    sql = f"SELECT p.id FROM person p WHERE {condition.sql} ORDER BY p.sort_key, p.id LIMIT 50"
    return len(session.query(sql, tuple(condition.parameters)))


def every_number(session: Session, text: str) -> int:
    """All hits in order, as the list asks for them behind the first picture."""
    condition = compile_people(session, text)
    sql = f"SELECT p.id FROM person p WHERE {condition.sql} ORDER BY p.sort_key, p.id"
    return len(session.query(sql, tuple(condition.parameters)))


def timed(work: Callable[[], object], times: int = 7) -> list[float]:
    """Milliseconds of each run; before them one that reads the pages from the disk."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def report(name: str, taken: list[float]) -> None:
    ordered = sorted(taken)
    print(f"{name:<44} median {statistics.median(ordered):8.2f}  p99 {ordered[int(len(ordered) * 0.99)]:8.2f} ms")


def measure(session: Session) -> None:
    """All measurements in one file."""
    for letters in range(1, 6):
        starts = [word[:letters] for word in TYPED]
        report(f"typed {letters} letters, first 50", [ms for text in starts for ms in timed(partial(first_page, session, text))])
    report("typed whole, first 50", [ms for text in TYPED for ms in timed(partial(first_page, session, text))])
    for text in ("sør", "nielsen", "yusuf", "s", *FIELDS):
        report(f"all of {text} ({every_number(session, text)})", timed(partial(every_number, session, text)))
    report("near: Sørnesen", timed(partial(near_words, session, "Sørnesen")))


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder) / "bench.db"
        with open_session(path, account="bench") as session, session.connected():
            if not session.query("SELECT 1 FROM person LIMIT 1"):
                start = time.perf_counter()
                print(fill(session, people=people))
                print(f"filled in {time.perf_counter() - start:.1f} s")
            measure(session)


if __name__ == "__main__":
    main()
