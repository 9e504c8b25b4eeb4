"""Which classes there are."""

from datetime import date

from core import people
from core.door.session import Session
from core.upkeep.classes import classes


def _pupil(
    session: Session, name: str, school: str, class_name: str, stage: str, education: str = "Tømrer", until: date | None = None
) -> None:
    people.add(session, {"given": name}, [
        {"organisation": school, "class_name": class_name, "stage": stage, "education": education, "until_date": until}
    ])  # fmt: skip


def test_the_classes_of_today_with_what_most_of_them_do(session: Session) -> None:
    for name in ("Anna", "Bo"):
        _pupil(session, name, "Åskolen", "gf2tøm26", "GF2", until=date(2027, 1, 31))
    _pupil(session, "Carl", "Åskolen", "gf2tøm26", "GF1", until=date(2027, 6, 30))
    _pupil(session, "Dina", "Bækskolen", "h1", "H1", "Smed")
    _pupil(session, "Eva", "Bækskolen", "h0", "H1", until=date(2026, 6, 30))
    found = classes(session)
    assert [(one.school, one.name, one.stages, one.education, one.count, one.until_date) for one in found] == [
        ("Bækskolen", "h1", ("H1",), "Smed", 1, None),
        ("Åskolen", "gf2tøm26", ("GF2", "GF1"), "Tømrer", 3, date(2027, 6, 30)),
    ]
    assert [one.name for one in classes(session, on=date(2026, 6, 1))] == ["h0", "h1", "gf2tøm26"]
    assert [one.name for one in classes(session, school_id=found[1].school_id)] == ["gf2tøm26"]
