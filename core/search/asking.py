"""What a query about people is read with."""

from dataclasses import dataclass
from datetime import date

from core.door.session import Session
from core.rules.active import iso


@dataclass(frozen=True)
class Asking:
    """The days that places and memberships hold on, and the networks and meetings it names.

    Places and memberships count that hold on some day from `first` to `last`; None is an open end. `narrowed` says that
    some condition leaves only few people by an index; `few`, that the caller has done so. `views` are those whose text
    this is a part of. `days_said`: the query itself names the days, and so meetings on them are meant.
    """

    session: Session
    alias: str
    first: date | None
    last: date | None
    networks: tuple[int, ...] | None = None
    meetings: tuple[int, ...] | None = None
    narrowed: bool = False
    few: bool = False
    views: tuple[int, ...] = ()
    days_said: bool = False

    @property
    def days(self) -> list[str | int | None]:
        """The values of the question marks in `active_sql`."""
        return [iso(self.last) or "9999-12-31", iso(self.first) or "0001-01-01"]

    @property
    def day(self) -> date:
        """The one day of those that an age is told on."""
        return self.last or self.session.today
