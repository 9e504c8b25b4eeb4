"""The sign of name and address protection, the same on the screens and in commands."""

SIGN = "◆"
"""Stands before the name of everybody whose name and address are protected."""


class ProtectedName(str):
    """The name of such a person: data has it plain, people see the sign before it."""

    __slots__ = ()


def named(name: str, protected: bool) -> str:
    """The name, remembering whether it is protected."""
    return ProtectedName(name) if protected else name
