"""E-mail addresses, phone numbers, postcodes and towns as people write them."""

import re
from dataclasses import dataclass

# RFC 5322 dot-atom in ASCII, and a domain with at least one dot (RFC 1035 labels).
_EMAIL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9æøåäöü](?:[a-z0-9æøåäöü-]{0,61}[a-z0-9æøåäöü])?\.)+[a-z]{2,24}"
)
_ANGLE = re.compile(r"[^<>]*<\s*(?:mailto:)?([^<>\s]+)\s*>")
_EMAIL_INSIDE = re.compile(r"[^\s;,/<>()\"]+@[^\s;,/<>()\"]+")
_DANISH_PHONE = re.compile(r"(?:\+45 ?)?([1-9][0-9]) ?([0-9]{2}) ?([0-9]{2}) ?([0-9]{2})")
_PHONE_NOISE = re.compile(r"(?:mobil(?:nr|nummer|telefon)?|telefon(?:nr|nummer)?|tlf|tel|phone|mob|nr)\b[.: ]*", re.I)
_OTHERS = re.compile(
    r"\b(?:mor|far|mors|fars|moren|faren|forældre|forælder|værge|mormor|farmor|morfar|farfar|kone|mand|kæreste|bror|søster"
    r"|mester|chef|kontakt|plejemor|plejefar|mother|father|mum|mom|dad|parent|guardian|wife|husband|boss)\b",
    re.I,
)
_WORDS = re.compile(r"[^\W\d_]+|[()]")
_LOGIN = re.compile(r"[a-z]{2}[a-z0-9]{1,10}", re.I)
_LOST_DIGITS = re.compile(r"\d+(?:[.,]\d+)?E\+?\d+", re.I)
_PHONE_SPLIT = re.compile(
    r"\s*(?:[/;|\n]|,(?=\s*\+?\d{2})|\bog\b|\bor\b|\beller\b|\band\b|(?<=\d)\s+[^\W\d_]{2,9}\.?\s*:)\s*"
)
_POSTCODE_TOWN = re.compile(r"(?:DK[- ]?)?(\d{4})[ ,]*(\D.*)?")
EMAIL_LIMIT = 254


def email_address(text: str) -> str | None:
    """The address in lower case, without `mailto:` or a display name; None if it is not one address."""
    if _EMAIL.fullmatch(text) and len(text) <= EMAIL_LIMIT:
        return text
    text = text.strip().strip("\"'").rstrip(".,;")
    if match := _ANGLE.fullmatch(text):
        text = match.group(1)
    text = text.casefold().removeprefix("mailto:").strip()
    return text if len(text) <= EMAIL_LIMIT and _EMAIL.fullmatch(text) else None


@dataclass(frozen=True)
class Emails:
    """The addresses of one cell; `repaired` if blanks inside were taken out, `bad` if something was no address."""

    addresses: tuple[str, ...]
    repaired: bool = False
    bad: bool = False


def emails_in(cell: str) -> Emails:
    """All addresses of a cell: one, or several with `;`, `,`, `/` or blanks between."""
    whole = email_address(cell)
    if whole:
        return Emails((whole,))
    pieces = [piece for piece in re.split(r"[;,/\s]+", cell) if piece]
    if len(pieces) > 1 and all("@" in piece.strip("@") for piece in pieces):
        found = tuple(dict.fromkeys(address for piece in pieces if (address := email_address(piece))))
        return Emails(found, bad=len(found) < len({piece.casefold() for piece in pieces}))
    if cell.count("@") == 1 and "<" not in cell:
        local, _, domain = cell.partition("@")
        # A blank just beside the @ or a dot is a slip; any other blank may part a name from an address.
        joined = re.sub(r"\s*([@.])\s*", r"\1", f"{local.strip()} @ {domain.strip()}")
        if address := email_address(joined):
            return Emails((address,), repaired=True, bad=True)
    return Emails((), bad=bool(cell.strip()))


def phone_number(text: str) -> str | None:
    """The number as `+4520304050`, or with another country's code; None if it cannot be one.

    Eight digits are Danish. Possible, not valid: numbers are not looked up in the numbering plan.
    """
    if match := _DANISH_PHONE.fullmatch(text):
        return f"+45{''.join(match.groups())}"
    text = text.strip()
    digits = "".join(char for char in text if char.isdecimal() and char.isascii())
    if re.search(r"[^\d\s().\-+/\u00a0\u2010-\u2015]", text) or len(digits) < 8:
        return None
    if text.startswith("+"):
        international = digits
    elif digits.startswith("00"):
        international = digits[2:]
    elif len(digits) == 8 and digits[0] != "0":
        return f"+45{digits}"
    elif len(digits) == 10 and digits.startswith("45"):
        international = digits
    else:
        return None
    if international.startswith("45"):
        return f"+{international}" if len(international) == 10 else None
    return f"+{international}" if 8 <= len(international) <= 15 and international[0] != "0" else None


def typed_phone(text: str) -> str | None:
    """The number of a field that is for one, also behind what it is called: `tlf. 94 11 22 33`."""
    return phone_number(text) or phone_number(_PHONE_NOISE.sub("", text.strip(), count=1).strip(" .:"))


@dataclass(frozen=True)
class Phones:
    """The numbers of one cell. `of_other`: it names another (``(mor)``); `lost`: digits are gone (``9,4E+07``)."""

    numbers: tuple[str, ...]
    of_other: bool = False
    lost: bool = False
    bad: bool = False


def phones_in(cell: str) -> Phones:
    """All numbers of a cell: one, or several with `/`, `;`, a comma or ``og`` between."""
    if number := phone_number(cell):
        return Phones((number,))
    if _LOST_DIGITS.fullmatch(cell.replace(" ", "")):
        return Phones((), lost=True)
    if _OTHERS.search(cell):
        return Phones((), of_other=True)
    pieces = [_WORDS.sub(" ", _PHONE_NOISE.sub(" ", piece)).strip(" .:-") for piece in _PHONE_SPLIT.split(cell)]
    numbers = [phone_number(piece) for piece in pieces if piece]
    found = tuple(dict.fromkeys(number for number in numbers if number))
    return Phones(found, bad=len([number for number in numbers if number]) < len(numbers) or not numbers)


def phones_and_emails(cell: str) -> tuple[str, str]:
    """A cell with both, such as ``94 15 42 73 / anna@skole.example``: the text of phones, the text of e-mails."""
    emails = _EMAIL_INSIDE.findall(cell)
    parts = re.split(r"([;,/|\n])", _EMAIL_INSIDE.sub(" ", cell))
    # A school's own name for somebody (`mett1234`) is neither.
    rest = "".join(part for part in parts if not _LOGIN.fullmatch(part.strip())).strip(" ;,/|\n")
    return rest, ";".join(emails)


def postcode_and_town(cell: str) -> tuple[str, str] | None:
    """`8800 Viborg` as its parts, either of which may be empty; None if it begins with no Danish postcode."""
    match = _POSTCODE_TOWN.fullmatch(cell.strip())
    return (match.group(1), town_name(match.group(2) or "")) if match else None


def town_name(town: str) -> str:
    """A town as the post spells it: Århus is Aarhus."""
    town = town.strip(" ,")
    return f"Aarhus{town[5:]}" if town[:5].casefold() == "århus" and not town[5:6].isalpha() else town
