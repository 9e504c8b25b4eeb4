"""One cell at a time: what it says, and what to tell about it. Cells come without CPR numbers (`core.lists.sheet`)."""

import re
from collections.abc import Callable
from datetime import date

from core.lists.notices import Notice, Reason
from core.messages import N_, say
from core.rules.cell_dates import DateTrouble, birth_year, cell_date, year_from_age
from core.rules.contact_points import emails_in, phones_in
from core.rules.cpr import MASK, is_whole_cpr, mask_cpr
from core.rules.damaged_text import (
    decoded_once,
    has_lost_letter,
    has_lost_letter_in_name,
    is_formula,
    is_formula_error,
    is_placeholder,
    without_guard,
)
from core.rules.kinds import AffiliationKind, MembershipRole
from core.rules.text import NAME_LIMIT, harmless
from db.keys import fold

Told = Callable[[Notice], None]
_DIGITS = re.compile(r"\d{9,10}")
_PLAIN = re.compile(r"[A-Za-zÆØÅæøå0-9][A-Za-zÆØÅæøå0-9 .,&/-]*[A-Za-zÆØÅæøå0-9.]|[A-Za-zÆØÅæøå0-9]")
_HYPERLINK = re.compile(r'=HYPERLINK\("(?:mailto:)?([^"]+)"', re.I)
_NO_COMPANY = re.compile(
    r"(?:nej|nope|no|ikke endnu|ingen .*|(?:mangler|søger|leder efter|uden)\b.*(?:plads|sted|virksomhed|mester))"
    r"\.?",
    re.I,
)
_OLD_WORDS = re.compile(r"\s*\((?:praktik|oplæring|lærested|læreplads|praktikplads)\)$", re.I)
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")
_FOOTNOTE_MARK = re.compile(r"[*†‡¹²³]+$")
_YES = frozenset(("ja", "j", "yes", "y", "1", "x", "true", "sand", "eux", "beskyttet"))
_NO = frozenset(("nej", "n", "no", "0", "false", "falsk"))
_KIND_ENDINGS: tuple[tuple[tuple[str, ...], AffiliationKind], ...] = (
    (("lærling", "apprentice"), AffiliationKind.APPRENTICE),
    (("elev", "pupil", "student"), AffiliationKind.PUPIL),
    (("svend", "journeyman"), AffiliationKind.JOURNEYMAN),
    (("lærer", "underviser", "teacher"), AffiliationKind.TEACHER),
    (("oplæringsansvarlig", "kontaktperson", "praktikvejleder", "contact"), AffiliationKind.CONTACT),
    (("mester", "leder", "chef", "direktør", "indehaver", "manager"), AffiliationKind.MANAGER),
)


def _shown(text: str) -> str:
    """A cell as it may be quoted in a sentence: short, and no digits that may be a CPR number without its zero."""
    text = _DIGITS.sub(lambda match: MASK if is_whole_cpr(match.group()) else match.group(), text)
    return text if len(text) <= 60 else f"{text[:59]}…"


def plain_text(field: str, cell: str, told: Told) -> str:
    """The cell's text in one line; empty if it only says that nothing is known, or is a formula."""
    if not cell:
        return ""
    if len(cell) < NAME_LIMIT and _PLAIN.fullmatch(cell) and not is_placeholder(cell) and "  " not in cell:
        return cell
    once = decoded_once(without_guard(cell))
    if once != without_guard(cell):
        told(
            Notice(
                Reason.MOJIBAKE,
                field,
                say(
                    N_("“{text}” was decoded twice; read as “{better}”."),
                    text=_shown(mask_cpr(harmless(cell))),
                    better=_shown(mask_cpr(harmless(once))),
                ),
            )
        )
    text = mask_cpr(harmless(once))
    if is_whole_cpr(text):
        text = MASK
    if MASK in text:
        text = told_of_cpr(field, text, told)
    if not text:
        return ""
    if is_formula_error(text):
        told(
            Notice(
                Reason.FORMULA_ERROR, field, say(N_("The cell holds only a failed formula: {text}."), text=_shown(text))
            )
        )
        return ""
    if is_formula(text):
        told(Notice(Reason.FORMULA_CELL, field, say(N_("The cell is a formula and is left out."))))
        return ""
    if is_placeholder(text):
        if any(char.isalnum() for char in text):
            told(Notice(Reason.PLACEHOLDER, field, say(N_("“{text}” is taken as blank."), text=_shown(text))))
        return ""
    if has_lost_letter(text):
        told(Notice(Reason.LOST_LETTER, field, say(N_("“{text}” has lost a letter."), text=_shown(text))))
    if len(text) > NAME_LIMIT:
        told(
            Notice(
                Reason.BAD_VALUE, field, say(N_("The text is too long: at most {limit} characters."), limit=NAME_LIMIT)
            )
        )
        return ""
    return text


def told_of_cpr(field: str, text: str, told: Told) -> str:
    """The text without the masks of CPR numbers, which are told."""
    if text == MASK:
        told(Notice(Reason.CPR_DROPPED, field, say(N_("The cell is a CPR number and is left out."))))
        return ""
    told(Notice(Reason.CPR_MASKED, field, say(N_("A CPR number in the text is left out."))))
    return harmless(_EMPTY_BRACKETS.sub("", text.replace(MASK, "")))


def _said(field: str, cell: str, told: Told) -> str:
    """The text of a cell that holds no free text: nothing is left of one with a CPR number."""
    text = mask_cpr(harmless(without_guard(cell)))
    if MASK not in text:
        return text
    told_of_cpr(field, text, told)
    return ""


def place_text(field: str, cell: str, told: Told) -> str:
    """A school, education, town or company; empty when it has lost a letter, as it would make a new one."""
    text = plain_text(field, cell, told)
    return "" if has_lost_letter(text) else text


def company(cell: str, told: Told) -> str:
    """A training company; `nej`, `mangler praktikplads` say there is none."""
    text = place_text("company", cell, told)
    if text and _NO_COMPANY.fullmatch(text):
        told(Notice(Reason.PLACEHOLDER, "company", say(N_("“{text}” is taken as blank."), text=_shown(text))))
        return ""
    return _OLD_WORDS.sub("", text)


def name_text(field: str, cell: str, told: Told) -> str:
    """A name or a part of one, without a footnote's mark; an address is no name."""
    text = plain_text(field, cell, told)
    if has_lost_letter_in_name(text) and not has_lost_letter(text):
        told(Notice(Reason.LOST_LETTER, field, say(N_("“{text}” has lost a letter."), text=_shown(text))))
    if _FOOTNOTE_MARK.search(text):
        told(Notice(Reason.FOOTNOTE_MARK, field, say(N_("The mark after the name is left out."))))
        text = _FOOTNOTE_MARK.sub("", text).rstrip()
    return "" if "@" in text else text


def emails(field: str, cell: str, told: Told) -> tuple[str, ...]:
    """The e-mail addresses of a cell."""
    if not cell:
        return ()
    if link := _HYPERLINK.match(cell):
        told(Notice(Reason.FORMULA_CELL, field, say(N_("The cell is a formula; the address in it is read."))))
        cell = link.group(1)
    if "@" not in cell or is_formula(cell):
        text = plain_text(field, cell, told)
        if text:
            told(Notice(Reason.BAD_EMAIL, field, say(N_("“{text}” is no e-mail address."), text=_shown(text))))
        return ()
    text = mask_cpr(harmless(cell))
    if MASK in text:
        told(Notice(Reason.CPR_DROPPED, field, say(N_("The cell holds a CPR number and is left out."))))
        return ()
    found = emails_in(text)
    if found.bad:
        message = (
            say(N_("“{text}” is read as {email}."), text=_shown(text), email=found.addresses[0])
            if found.addresses
            else say(N_("“{text}” is no e-mail address."), text=_shown(text))
        )
        told(Notice(Reason.BAD_EMAIL, field, message))
    if len(found.addresses) > 1:
        told(
            Notice(
                Reason.SECOND_EMAIL, field, say(N_("There are several e-mail addresses; the first is used for mail."))
            )
        )
    return found.addresses


def phones(field: str, cell: str, told: Told) -> tuple[str, ...]:
    """The phone numbers of a cell, none of which is said to be another's."""
    if not cell:
        return ()
    text = mask_cpr(harmless(without_guard(cell)))
    if MASK in text:
        return phones(field, told_of_cpr(field, text, told), told)
    if is_placeholder(text) or is_formula_error(text):
        return ()
    found = phones_in(text)
    if found.of_other:
        told(Notice(Reason.PHONE_OF_OTHER, field, say(N_("The number belongs to somebody else and is left out."))))
    if found.lost:
        told(
            Notice(Reason.PHONE_LOST_DIGITS, field, say(N_("The spreadsheet has lost the last digits of the number.")))
        )
    if found.bad:
        told(Notice(Reason.BAD_PHONE, field, say(N_("“{text}” is no phone number."), text=_shown(text))))
    if len(found.numbers) > 1:
        told(Notice(Reason.SECOND_PHONE, field, say(N_("There are several phone numbers; the first is the phone."))))
    return found.numbers


def day(field: str, cell: str, told: Told, *, american: bool) -> date | None:
    """The date of a cell."""
    text = _said(field, cell, told)
    if not text or is_placeholder(text):
        return None
    found = cell_date(text, american=american)
    match found.trouble:
        case None:
            pass
        case DateTrouble.BAD:
            told(Notice(Reason.BAD_DATE, field, say(N_("“{text}” is no date."), text=_shown(text))))
        case DateTrouble.WEEK:
            told(
                Notice(
                    Reason.WEEK_NOT_DATE,
                    field,
                    say(N_("“{text}” is a week, not a date; it is left out."), text=_shown(text)),
                )
            )
        case DateTrouble.AMERICAN:
            told(
                Notice(
                    Reason.US_DATE,
                    field,
                    say(N_("“{text}” has the month first; read as {date}."), text=_shown(text), date=found.day),
                )
            )
        case DateTrouble.AMBIGUOUS:
            told(
                Notice(
                    Reason.AMBIGUOUS_DATE,
                    field,
                    say(N_("“{text}” could be two dates; read as {date}."), text=_shown(text), date=found.day),
                )
            )
    return found.day


def born(cell: str, told: Told, *, as_of: date) -> int | None:
    """The year of birth in a cell with a year or a date; only the year is ever kept."""
    text = _said("birth_year", cell, told)
    if not text or is_placeholder(text):
        return None
    found = birth_year(text, as_of=as_of)
    if found.lost_zero:
        message = (
            say(N_("The spreadsheet has lost a zero; read as born in {year}."), year=found.year)
            if found.year
            else say(N_("The number could be two dates of birth; it is left out."))
        )
        told(Notice(Reason.LOST_ZERO, "birth_year", message))
    elif found.year is None:
        told(Notice(Reason.BAD_DATE, "birth_year", say(N_("The cell holds no year of birth."))))
    return found.year


def born_by_age(cell: str, told: Told, *, as_of: date) -> int | None:
    """The likelier year of birth by an age."""
    text = _said("birth_year", cell, told)
    if not text or is_placeholder(text):
        return None
    year = year_from_age(text, as_of=as_of)
    if year is None:
        told(Notice(Reason.BAD_VALUE, "birth_year", say(N_("The cell holds no age."))))
    return year


def yes_or_no(field: str, cell: str, told: Told) -> bool | None:
    """`J`, `Ja`, `1`, `X` are yes, `N`, `Nej`, `0` no; anything else says nothing."""
    said = _said(field, cell, told).casefold()
    return True if said in _YES else False if said in _NO else None


def role(cell: str, told: Told) -> tuple[MembershipRole | None, AffiliationKind | None]:
    """What a cell says somebody is in a network (`tovholder`) or at a school or company (`tømrerlærling`, `mester`)."""
    said = _said("role", cell, told).casefold()
    if not said:
        return None, None
    folded = fold(said)
    for known in MembershipRole:
        if folded in (fold(known.value.replace("_", " ")), fold(known.danish), fold(known.english)):
            return known, None
    for endings, kind in _KIND_ENDINGS:
        if said.endswith(endings):
            return None, kind
    return None, None
