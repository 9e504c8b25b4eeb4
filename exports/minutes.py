"""Minutes as plain text and as Markdown."""

import re
from collections.abc import Callable, Iterator, Mapping

from core.messages import N_
from core.minutes.outgoing import MinutesPaper, Task
from core.rules.spoken import spoken_span
from exports.columns import Wording
from exports.plain_text import one_line, several_lines

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|!~])")
_LIST_MARKS = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")


def as_text(made: MinutesPaper, wording: Wording) -> bytes:
    """Plain text in UTF-8, headings underlined."""
    lines = [one_line(made.title), _about(made, wording)]
    if made.text:
        lines += ["", several_lines(made.text)]
    for heading, items in _parts(made, wording):
        lines += ["", heading, "-" * len(heading), *items]
    return ("\n".join(lines) + "\n").encode()


def as_markdown(made: MinutesPaper, wording: Wording) -> bytes:
    """Markdown in UTF-8 (CommonMark 0.31): what was written keeps its lists, and no HTML in it is any."""
    lines = [f"# {_plain(one_line(made.title))}", "", _plain(_about(made, wording))]
    if made.text:
        lines += ["", several_lines(made.text).replace("<", "\\<")]
    for heading, items in _parts(made, wording):
        lines += ["", f"## {heading}", "", *map(_item, items)]
    return ("\n".join(lines) + "\n").encode()


def _item(text: str) -> str:
    """A line of a list; its number, if it has one, is the list's own."""
    number = re.match(r"(\d+)\. ", text)
    head, rest = (number.group(), text[number.end() :]) if number else ("- ", text.removeprefix("- "))
    return head + _LIST_MARKS.sub(r"\1\\\2", _plain(rest))


def _plain(text: str) -> str:
    """The text as Markdown that means nothing but itself."""
    return _MARKS.sub(r"\\\1", text)


def _about(made: MinutesPaper, wording: Wording) -> str:
    when = spoken_span(made.span, wording.language)
    return ", ".join(part for part in (when, one_line(made.place)) if part)


def _parts(made: MinutesPaper, wording: Wording) -> Iterator[tuple[str, list[str]]]:
    if made.decisions:
        yield wording.catalogue.gettext(N_("Decisions")), [f"{number}. {one_line(text)}" for number, text in made.decisions]
    if made.tasks:
        yield wording.catalogue.gettext(N_("Action points")), [_task(one, wording) for one in made.tasks]


def _task(one: Task, wording: Wording) -> str:
    more = [one_line(one.who)] if one.who else []
    if one.done_on is not None:
        more.append(wording.catalogue.gettext(N_("done {day}")).format(day=one.done_on.strftime("%d-%m-%Y")))
    elif one.due is not None:
        more.append(wording.catalogue.gettext(N_("due {day}")).format(day=one.due.strftime("%d-%m-%Y")))
    return f"- {one_line(one.text)}" + (f" ({', '.join(more)})" if more else "")


FORMATS: Mapping[str, Callable[[MinutesPaper, Wording], bytes]] = {"md": as_markdown, "txt": as_text}
"""What minutes can be written as, by the end of the file's name."""
