"""Sentences in the person's language, safe to show."""

from typing import Protocol, cast

from textual.widget import Widget

from core.errors import LaugError
from core.messages import N_, Catalogue, Message, say
from core.rules.text import visible
from tui.actions import shown_key


class Speaking(Protocol):
    """An application that knows its language."""

    catalogue: Catalogue


def tell(widget: Widget, message: Message | str, **values: object) -> str:
    """The message, or the message id with its values, in the language of the widget's application, made visible."""
    return told(cast(Speaking, widget.app).catalogue, message, **values)


def told(catalogue: Catalogue, message: Message | str, **values: object) -> str:
    """As `tell`, with the catalogue given. The empty string stays empty (gettext would answer with its header)."""
    if isinstance(message, str):
        message = Message(message, values)
    return visible(message.render(catalogue)) if message.msgid else ""


def unexpected(error: BaseException) -> Message:
    """A fault of the program, in a sentence."""
    return say(
        N_("Something unexpected happened and nothing was saved: {error}"), error=f"{type(error).__name__}: {error}"
    )


def told_error(widget: Widget, error: Exception) -> str:
    """What happened and what to do about it, on one line."""
    if not isinstance(error, LaugError):
        return tell(widget, unexpected(error))
    from tui.on_screen import way  # nothing goes wrong in most sessions

    said = tell(widget, way(error.message))
    if not error.hint:
        return said
    return f"{said} {tell(widget, way(error.hint))}"


def tell_key(widget: Widget, key: str) -> str:
    """The key as people write it. Only keys with names have other names in other languages: a letter is itself."""
    written = shown_key(key)
    return tell(widget, written) if len(written) > 1 else written
