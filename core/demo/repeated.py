"""People of the example file who were registered twice, as it happens: for practising how two are made one."""

from collections.abc import Callable, Mapping

from db.log import Value

Person = Mapping[str, Value]


def _married(person: Person) -> dict[str, Value]:
    """Came back under a name more, with a mail of their own."""
    family = f"{person['family']} Holm"
    return {**person, "family": family, "email": "", "private_email": "nyt.navn@post.example"}


def _swapped(person: Person) -> dict[str, Value]:
    """From a list with the family name first."""
    return {**person, "given": person["family"], "family": person["given"], "email": "", "private_email": ""}


def _slip(person: Person) -> dict[str, Value]:
    """Typed in at the door, with a letter twice."""
    family = str(person["family"])
    return {**person, "family": family + family[-1:], "email": "", "private_email": "", "street": "", "postcode": "", "town": ""}


# By the number of the person who is there again: whose second entry it is, and what became of them.
REPEATED: dict[int, tuple[int, Callable[[Person], dict[str, Value]]]] = {
    61: (21, _married),
    62: (22, _swapped),
    63: (23, _slip),
}
