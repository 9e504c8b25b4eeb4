"""The fields of the query language: their names in both languages and what they can be asked of."""

from dataclasses import dataclass
from enum import StrEnum

from core.messages import N_, Message, say
from core.rules.kinds import Language
from core.search.distance import within_one
from core.search.query import Term, Unknown
from db.keys import fold


class Subject(StrEnum):
    """What a query is asked of."""

    PERSON = "person"
    ORGANISATION = "organisation"
    NETWORK = "network"
    MEETING = "meeting"


@dataclass(frozen=True)
class Field:
    """A field: its key in the code, its name in both languages, the subjects it belongs to, other words for it."""

    key: str
    danish: str
    english: str
    subjects: frozenset[Subject]
    also: tuple[str, ...] = ()

    def name_in(self, language: Language) -> str:
        return self.danish if language is Language.DANISH else self.english

    @property
    def names(self) -> tuple[str, ...]:
        return (self.danish, self.english, *self.also)


_P, _O, _N, _M = Subject.PERSON, Subject.ORGANISATION, Subject.NETWORK, Subject.MEETING


def _field(key: str, danish: str, english: str, *subjects: Subject, also: str = "") -> Field:
    return Field(key, danish, english, frozenset(subjects), tuple(also.split()))


FIELDS = (
    _field("network", "netværk", "network", _P, _O, _M),
    _field("role", "rolle", "role", _P),
    _field("school", "skole", "school", _P, _N),
    _field(
        "company", "virksomhed", "company", _P, _N,
        # The words of before 2022 are understood and never printed.
        also="læreplads lærested oplæringsvirksomhed firma workplace praktikplads praktikvirksomhed",
    ),
    _field("organisation", "organisation", "organisation", _P, _N, also="org"),
    _field("education", "fag", "education", _P, also="uddannelse trade"),
    _field("class", "hold", "class", _P, also="klasse"),
    _field("stage", "trin", "stage", _P),
    _field("eux", "eux", "eux", _P),
    _field("kind", "slags", "kind", _P, _O, _N, also="type"),
    _field("type", "type", "type", _M, also="slags kind mødetype"),
    _field("town", "by", "town", _P, _O, also="city"),
    _field("postcode", "postnr", "postcode", _P, _O, also="postnummer zip"),
    _field("born", "årgang", "born", _P, also="født fødselsår birth_year"),
    _field("age", "alder", "age", _P),
    _field("on", "på", "on", _P, also="pr"),
    _field("week", "uge", "week", _P, _M),
    _field("since", "siden", "since", _P),
    _field("ends", "slutter", "ends", _P, also="færdig ending"),
    _field("at_school", "påskole", "at_school", _P, also="skoleuge"),
    _field("consent", "samtykke", "consent", _P),
    _field("tag", "mærke", "tag", _P, also="mærkat"),
    _field("meeting", "møde", "meeting", _P, also="inviteret invited"),
    _field("answer", "svar", "answer", _P, _M),
    _field("attendance", "fremmøde", "attendance", _P, also="mødt attended"),
    _field("bounced", "retur", "bounced", _P),
    _field("tidy", "oprydning", "tidy", _P, also="ryd"),
    _field("missing", "mangler", "missing", _P, _O),
    _field("protected", "beskyttet", "protected", _P),
    _field("restricted", "begrænset", "restricted", _P),
    _field("status", "status", "status", _P, _O, _N, _M),
    _field("given", "fornavn", "given", _P, also="firstname"),
    _field("family", "efternavn", "family", _P, also="lastname surname"),
    _field("email", "mail", "email", _P, _O, also="e-mail"),
    _field("phone", "tlf", "phone", _P, _O, also="telefon mobil mobile"),
    _field("cvr", "cvr", "cvr", _O),
    _field("level", "niveau", "level", _N),
    _field("date", "dato", "date", _M, also="dag day"),
    _field("place", "sted", "place", _M, also="lokale"),
    _field("host", "vært", "host", _M),
    _field("participant", "deltager", "participant", _M, also="inviteret invited"),
    _field("view", "visning", "view", _P, _O, _N, _M),
    _field("id", "nr", "id", _P, _O, _N, _M, also="nummer number"),
)  # fmt: skip


_ASKED_OF = {
    Subject.PERSON: N_("“{field}:” can be asked of people."),
    Subject.ORGANISATION: N_("“{field}:” can be asked of organisations."),
    Subject.NETWORK: N_("“{field}:” can be asked of networks."),
    Subject.MEETING: N_("“{field}:” can be asked of meetings."),
}


def fields_of(subject: Subject) -> list[Field]:
    """The fields that can be asked of a subject, in the order they are offered."""
    return [field for field in FIELDS if subject in field.subjects]


def field_of(subject: Subject, term: Term) -> Field:
    """The field a term names. Raises `Invalid("query")`, suggesting the nearest."""
    known = fields_of(subject)
    field = field_named(subject, term.field)
    if field is not None:
        return field
    near = _near(known, term.field.casefold())
    problem = say(N_("There is no field “{field}” here."), field=term.field)
    meant = say(N_("Did you mean {names}?"), names=", ".join(f"{name}:" for name in near))
    raise Unknown(term.at, problem, term.field, near, meant if near else _elsewhere(term.field))


def _elsewhere(name: str) -> Message:
    """What else the field may be asked of, or how to search for the text."""
    subjects = [subject for subject in Subject if field_named(subject, name) is not None]
    if not subjects:
        return say(N_("Put the text in quotes to search for it as words."))
    return say(_ASKED_OF[subjects[0]], field=name)


def field_for(key: str) -> Field:
    """The field of that key in the code."""
    return next(field for field in FIELDS if field.key == key)


def field_named(subject: Subject, name: str) -> Field | None:
    """The subject's field of that name, in either language."""
    wanted = fold(name)
    return next((field for field in fields_of(subject) if wanted in map(fold, field.names)), None)


def _near(known: list[Field], wanted: str) -> list[str]:
    names = [name for field in known for name in field.names]
    return [
        name for name in names
        if within_one(name, wanted) or within_one(fold(name), fold(wanted)) or (len(wanted) > 1 and name.startswith(wanted))
    ][:3]  # fmt: skip
