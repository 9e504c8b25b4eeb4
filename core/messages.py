"""Sentences that can be said in either language: a message id in English and the values to put into it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol


class Catalogue(Protocol):
    """What translates; `gettext.NullTranslations` and its kin are catalogues."""

    def gettext(self, message: str, /) -> str: ...

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str: ...


def N_(msgid: str) -> str:
    """Mark a message id for the catalogue without translating it here."""
    return msgid


@dataclass(frozen=True)
class Message:
    """An English message id with `{name}` places, and optionally its plural, chosen by the value `n`."""

    msgid: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    plural: str = ""

    def render(self, catalogue: Catalogue) -> str:
        """The sentence in the catalogue's language; values that are messages are rendered likewise.

        Moments, which are aware, are shown on the clock in Denmark.
        """
        if self.plural:
            template = catalogue.ngettext(self.msgid, self.plural, int(str(self.values["n"])))
        else:
            template = catalogue.gettext(self.msgid)
        return template.format(**{name: _shown(value, catalogue) for name, value in self.values.items()})


def _shown(value: object, catalogue: Catalogue) -> object:
    match value:
        case Message():
            return value.render(catalogue)
        case datetime():
            moment = _in_denmark(value)
            clock = catalogue.gettext(N_("{day} {hour}:{minute}"))
            return clock.format(day=f"{moment:%d-%m-%Y}", hour=f"{moment:%H}", minute=f"{moment:%M}")
        case date():
            return value.strftime("%d-%m-%Y")
        case float():
            whole, point, part = str(value).partition(".")
            return catalogue.gettext(N_("{whole}.{part}")).format(whole=whole, part=part) if point else whole
        case _:
            return value


def _in_denmark(moment: datetime) -> datetime:
    """The moment on the clock in Denmark; the time in the name of a copy is on that clock already and says no zone."""
    if moment.tzinfo is None:
        return moment
    from zoneinfo import ZoneInfo  # few sentences tell a moment, and `laug --help` tells none

    # `core.rules.moments` names the place, but has sentences of its own and so cannot be asked here.
    return moment.astimezone(ZoneInfo("Europe/Copenhagen"))


def say(msgid: str, /, **values: object) -> Message:
    """A message with its values: ``say(N_("{name} was not found"), name="piger")``."""
    return Message(msgid, values)
