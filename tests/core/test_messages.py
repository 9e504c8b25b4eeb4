"""Sentences with values."""

from datetime import UTC, date, datetime
from gettext import NullTranslations

import pytest

from core.messages import N_, say


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (datetime(2026, 11, 21, 23, 30, tzinfo=UTC), "22-11-2026 00:30"),
        (datetime(2026, 7, 1, 15, 0, tzinfo=UTC), "01-07-2026 17:00"),
        (datetime(2026, 11, 23, 0, 54), "23-11-2026 00:54"),  # as in the name of a copy: on that clock already
        (date(2026, 11, 22), "22-11-2026"),
        (say(N_("tomorrow")), "tomorrow"),
        (7, "7"),
        (0.25, "0.25"),
    ],
)
def test_moments_are_said_as_the_clock_in_denmark_shows_them(value: object, shown: str) -> None:
    assert say(N_("It was {value}."), value=value).render(NullTranslations()) == f"It was {shown}."


def test_a_number_with_a_part_is_said_as_the_language_writes_it() -> None:
    class Danish(NullTranslations):
        def gettext(self, message: str) -> str:
            return message.replace("{whole}.{part}", "{whole},{part}")

    assert say(N_("{n} s"), n=0.05).render(Danish()) == "0,05 s"
