"""Headings of lists in Danish and English, and the field each feeds (docs/formats.md lists them)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.errors import Invalid
from core.lists import heading_words
from core.lists.heading_words import Field
from core.lists.notices import Reason
from core.messages import N_, Message, say
from db.keys import fold

DATES = frozenset((Field.START, Field.END, Field.JOINED))
# A form knows who is logged in by a first column, and asks the others for their name in a second.
_MANY = frozenset((Field.GIVEN, Field.NAME, Field.OTHER_EMAILS, Field.OTHER_PHONES))
_ADDRESS = ((Field.STREET,), (Field.POSTCODE,), (Field.TOWN,), (Field.POSTCODE, Field.TOWN))
_SPARE = {Field.PHONE: Field.OTHER_PHONES, Field.EMAIL: Field.OTHER_EMAILS, Field.PRIVATE_EMAIL: Field.OTHER_EMAILS}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the list. Without fields it is not imported, and `reason` and `message` say why.

    `subject` is what notices about its cells are about: a field's name, or `cpr`, `food`, `note` …
    `guessed`: there is no heading, and the fields are what its cells look like. `samples` are its first cells, for a
    person to see whether they fit; never of a column of which nothing may be kept.
    """

    number: int
    heading: str
    fields: tuple[Field, ...]
    subject: str
    reason: Reason | None = None
    message: Message | None = None
    guessed: bool = False
    samples: tuple[str, ...] = ()

    @property
    def sensitive(self) -> bool:
        """Whether nothing in it may be kept or shown."""
        return self.reason in (Reason.CPR_DROPPED, Reason.SENSITIVE_DROPPED)


def _key(heading: str) -> str:
    return re.sub(r"[\W_]+", "", fold(heading))


def _keys(words: str) -> frozenset[str]:
    return frozenset(_key(word) for word in words.split())


_FIELDS = {_key(word): fields for fields, words in heading_words.ALIASES.items() for word in words.split()}
_SUBJECTS: dict[str, str] = {
    **dict.fromkeys(_keys(heading_words.OUTLOOK), "outlook"),
    **dict.fromkeys(_keys(heading_words.GOOGLE), "google"),
    **dict.fromkeys(_keys(heading_words.SYSTEM), "system"),
    **dict.fromkeys(_keys(heading_words.ROW_NUMBER), "row_number"),
    **{key: subject for subject, words in heading_words.NOT_KEPT.items() for key in _keys(words)},
    **dict.fromkeys(_keys(heading_words.NOTE), "note"),
    **dict.fromkeys(_keys(heading_words.CONSENT), "consent"),
    **dict.fromkeys(_keys(heading_words.FOOD), "food"),
    **dict.fromkeys(_keys(heading_words.SENSITIVE), "sensitive"),
    **dict.fromkeys(_keys(heading_words.CPR), "cpr"),
}
_KEPT_OUT = [key for key, subject in _SUBJECTS.items() if subject in ("cpr", "sensitive") and len(key) >= 8]
_STARTS = {
    **dict.fromkeys(_keys(heading_words.SENSITIVE_STARTS), "sensitive"),
    **dict.fromkeys(_keys(heading_words.CPR_STARTS), "cpr"),
}
_QUESTION_WORDS = tuple((_keys(words), meaning) for words, meaning in heading_words.QUESTIONS)
_WORDS = {
    **dict.fromkeys(heading_words.OTHERS.split(), "others"),
    **dict.fromkeys(heading_words.SENSITIVE_WORDS.split(), "sensitive"),
    **dict.fromkeys(heading_words.CPR_WORDS.split(), "cpr"),
}
_WORTH = {"others": 1, "sensitive": 2, "cpr": 3}
_PARTIES = frozenset(heading_words.OTHER_PARTIES.split())
_REACHED_BY = frozenset(heading_words.REACHED_BY.split())
_FILLERS = frozenset(heading_words.FILLERS.split())
_QUALIFIER = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")
# A slip of one letter is seen in words this long; in those of what may not be kept only in long ones.
_LONG, _VERY_LONG = 6, 8
_SUBJECT_REASONS: dict[str, tuple[Reason, str]] = {
    "cpr": (Reason.CPR_DROPPED, N_("CPR numbers are never imported: nothing of the column “{heading}” is kept.")),
    "sensitive": (Reason.SENSITIVE_DROPPED, N_("Nothing of the column “{heading}” is kept: laug has no field for it.")),
    "food": (
        Reason.SENSITIVE_DROPPED,
        N_("Nothing of the column “{heading}” is kept: food and health are asked for as totals."),
    ),
    "consent": (
        Reason.CONSENT_COLUMN,
        N_("The column “{heading}” is not imported: a consent is recorded with its date and wording."),
    ),
    "others": (
        Reason.UNUSED_COLUMN,
        N_("The column “{heading}” is about somebody else and is not imported."),
    ),
    "company_address": (
        Reason.UNUSED_COLUMN,
        N_("The column “{heading}” is the company's, not the person's, and is not imported."),
    ),
    "note": (
        Reason.UNUSED_COLUMN,
        N_("The column “{heading}” is not imported: notes often hold what may not be kept."),
    ),
    "system": (Reason.SYSTEM_COLUMN, N_("The column “{heading}” belongs to the form and is not imported.")),
    "row_number": (Reason.ROW_NUMBER, N_("The column “{heading}” only numbers the rows.")),
    "blank": (Reason.BLANK_COLUMN, N_("Column {number} has no heading and is not imported.")),
    "taken": (Reason.UNUSED_COLUMN, N_("The column “{heading}” is not imported: an earlier column holds the same.")),
    "left_out": (Reason.UNUSED_COLUMN, N_("The column “{heading}” is left out, as the mapping says.")),
    "unknown": (
        Reason.UNKNOWN_COLUMN,
        N_("The column “{heading}” is not known and not imported; a mapping can say what it holds."),
    ),
}
_UNUSED = (Reason.UNUSED_COLUMN, N_("The column “{heading}” is not imported: laug has no field for it."))


def headings_key(headings: Sequence[str]) -> str:
    """The headings folded, one a line: two lists of one source have the same."""
    return "\n".join(_key(heading) for heading in headings).rstrip("\n")


def guessed_column(number: int, fields: tuple[Field, ...]) -> Column:
    """A column without a heading that looks like these fields; without fields it is left out."""
    return replace(_column(number, "", fields or "blank"), guessed=bool(fields))


def recognised(heading: str) -> bool:
    """Whether the cell is a heading laug knows, to import or to leave out."""
    return bool(heading) and len(heading) < 200 and _meaning(heading) not in ("unknown", "blank")


def feeds_a_name(fields: Sequence[Field]) -> bool:
    """Whether a person's name can be had from these fields."""
    return Field.NAME in fields or Field.GIVEN in fields


def _meaning(heading: str) -> tuple[Field, ...] | str:
    key = _key(heading)
    if not key:
        return "blank"
    if subject := _SUBJECTS.get(key):
        return subject
    for start, subject in _STARTS.items():
        if key.startswith(start):
            return subject
    if fields := _FIELDS.get(key):
        return fields
    words = re.findall(r"\w+", fold(heading).replace("e-mail", "email"))
    if said := [_WORDS[word] for word in words if word in _WORDS]:
        return max(said, key=_WORTH.__getitem__)
    if not (_PARTIES.isdisjoint(words) or _REACHED_BY.isdisjoint(words)):
        return "others"
    return _about(heading, words) or _asked(heading, words) or _misspelled(key)


def _about(heading: str, words: Sequence[str]) -> tuple[Field, ...] | str:
    """What a heading means that says more than is needed: `Mobil (privat)`, `Din mail`, `Hold/klasse`."""
    for key in (_key(_QUALIFIER.sub("", heading)), "".join(word for word in words if word not in _FILLERS)):
        if found := _FIELDS.get(key) or _SUBJECTS.get(key):
            return found
    parts = [_FIELDS.get(_key(part), ()) for part in heading.split("/")]
    return parts[0] if len(parts) > 1 and len(set(parts)) == 1 else ()


def _asked(heading: str, words: Sequence[str]) -> tuple[Field, ...] | str:
    """What a question asks for; three words are one, with its sign or without: `Dit hele navn`."""
    if "?" in heading or len(words) >= 3:
        for wanted, meaning in _QUESTION_WORDS:
            if not wanted.isdisjoint(words):
                return (meaning,) if isinstance(meaning, Field) else meaning
    return ()


def _misspelled(key: str) -> tuple[Field, ...] | str:
    """What a heading means that is but one slip from a known one: `Fornanv`."""
    if len(key) < _LONG or any(char.isdecimal() for char in key):
        return "unknown"
    if len(key) >= _VERY_LONG and (subject := next((_SUBJECTS[one] for one in _KEPT_OUT if _one_slip(key, one)), "")):
        return subject
    return next((fields for known, fields in _FIELDS.items() if len(known) >= _LONG and _one_slip(key, known)), "unknown")


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter is missing, too many or another, or two neighbours are swapped; never the first."""
    if one[:1] != other[:1] or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return swapped or short[at + 1 :] == long[at + 1 :]


def columns_of(headings: Sequence[str], mapping: Mapping[str, str] | None = None) -> tuple[Column, ...]:
    """What each column feeds. `mapping` decides first: heading, or the number of a column, to field name; `-` or empty to
    leave out.

    A mapping can not make a CPR column or a sensitive one imported. Raises `Invalid` for a field name that is none.
    """
    wanted = {_key(heading): _mapped(heading, field) for heading, field in (mapping or {}).items()}
    taken: set[Field] = set()
    columns: list[Column] = []
    has_mobile = any(_is_mobile(heading) for heading in headings)
    meanings = _without_the_companys([_meaning(heading) for heading in headings])
    for number, (heading, meaning) in enumerate(zip(headings, meanings, strict=True), start=1):
        if meaning == (Field.PHONE,) and has_mobile and not _is_mobile(heading):
            meaning = (Field.OTHER_PHONES,)
        if meaning not in ("cpr", "sensitive", "food"):
            meaning = wanted.get(_key(heading)) or wanted.get(str(number)) or meaning
        if not isinstance(meaning, str):
            meaning = _free(meaning, taken)
        columns.append(_column(number, heading, meaning))
    return tuple(columns)


def _without_the_companys(meanings: list[tuple[Field, ...] | str]) -> list[tuple[Field, ...] | str]:
    """The meanings with an address that stands between a company and its CVR number (Z8114) as the company's."""
    found = list(meanings)
    for at, meaning in enumerate(meanings):
        if meaning != (Field.COMPANY,):
            continue
        end = at + 1
        while end < len(meanings) and (meanings[end] == "contact" or meanings[end] in _ADDRESS):
            end += 1
        if end < len(meanings) and meanings[end] == (Field.CVR,):
            found[at + 1 : end] = ["company_address" if one in _ADDRESS else one for one in meanings[at + 1 : end]]
    return found


def _is_mobile(heading: str) -> bool:
    """A mobile phone is the phone; beside one, `Tlf` is another phone."""
    return _key(heading).startswith(("mobil", "cell")) and _meaning(heading) == (Field.PHONE,)


def _mapped(heading: str, field: str) -> tuple[Field, ...] | str:
    names = [name.strip() for name in field.split(",") if name.strip(" -")]
    try:
        return tuple(Field(name) for name in names) or "left_out"
    except ValueError as error:
        raise Invalid(
            "mapping",
            say(
                N_("The mapping of “{heading}” names a field that does not exist: {field}."),
                heading=heading,
                field=field,
            ),
            say(N_("Fields are: {fields}."), fields=", ".join(Field)),
        ) from error


def _free(fields: tuple[Field, ...], taken: set[Field]) -> tuple[Field, ...] | str:
    """The fields no earlier column feeds; a second phone or e-mail becomes another phone or e-mail."""
    free: list[Field] = []
    for field in fields:
        if field in taken and field not in _MANY:
            if field not in _SPARE:
                continue
            field = _SPARE[field]
        taken.add(field)
        free.append(field)
    return tuple(free) or "taken"


def _column(number: int, heading: str, meaning: tuple[Field, ...] | str) -> Column:
    if not isinstance(meaning, str):
        return Column(number, heading, meaning, subject=meaning[0].value)
    reason, sentence = _SUBJECT_REASONS.get(meaning, _UNUSED)
    return Column(number, heading, (), meaning, reason, say(sentence, heading=heading, number=number))
