"""What can be done with many people at once, each with what it needs; `core.upkeep.bulk` previews and applies them.

What belongs to one person alone – protection of name and address, restriction, consents – is not among them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from core.rules.kinds import EndReason, MembershipRole


@dataclass(frozen=True)
class NextStage:
    """On to the next stage, or to the stage `to`, from a day on; None is the day after the expected end of each.

    The class keeps its name unless `class_name` gives another; `rename` gives each class whose name tells the stage the
    new one (`gf2tøm26` is `h1tøm26`). `until` is the last day in the new stage, else what was expected before. `of_class` is
    the class meant, for those who are in several.
    """

    from_day: date | None
    to: str = ""
    class_name: str = ""
    rename: bool = False
    until: date | None = None
    of_class: str = ""


@dataclass(frozen=True)
class ToClass:
    """Into a class from a day on; school and stage stay as they are unless they are named. `of_class` as in `NextStage`."""

    class_name: str
    from_day: date
    school: str = ""
    stage: str = ""
    until: date | None = None
    of_class: str = ""


@dataclass(frozen=True)
class ToCompany:
    """To a company from a day on; who is at one leaves it the day before, who is at none becomes an apprentice there."""

    company: str
    from_day: date
    until: date | None = None


@dataclass(frozen=True)
class EndPlaces:
    """The last day at school and work, or at that organisation alone; an expected end may be put off as well."""

    until: date
    at: str = ""


@dataclass(frozen=True)
class Join:
    """Into a network."""

    network: str | int
    from_day: date
    role: MembershipRole = MembershipRole.MEMBER


@dataclass(frozen=True)
class Leave:
    """Out of a network; `until` is the last day."""

    network: str | int
    until: date
    reason: EndReason = EndReason.UNKNOWN


@dataclass(frozen=True)
class PutTags:
    """Tags put on, beside those there are."""

    tags: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True)
class TakeTags:
    """Tags taken off."""

    tags: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True)
class SetLanguage:
    """The language people read: `da` or `en`."""

    language: str


@dataclass(frozen=True)
class SetPeriods:
    """Own school periods, in ISO weeks (`u34-38, u2-6`), in place of those of the class in the same time."""

    weeks: str


BulkChange = (
    NextStage | ToClass | ToCompany | EndPlaces | Join | Leave | PutTags | TakeTags | SetLanguage | SetPeriods
)
