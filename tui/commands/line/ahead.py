"""What is said to a question of a list is not lost: in a conversation it is what is to be done next."""

from collections.abc import Iterator
from contextlib import contextmanager

_listens = False
_said = ""


@contextmanager
def listening() -> Iterator[None]:
    """A conversation is held, which asks for what was said and answers what is asked."""
    global _listens
    before, _listens = _listens, True
    try:
        yield
    finally:
        _listens = before


def listens() -> bool:
    """Whether what is said besides the answer is of use."""
    return _listens


def keep(text: str) -> None:
    """Said where something else was asked."""
    global _said
    _said = text


def taken() -> str:
    """What was kept, once; empty where nothing was."""
    global _said
    text, _said = _said, ""
    return text
