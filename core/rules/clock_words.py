"""Hours as English has them, `5pm` and `5.30-7 pm`, told as the 24 hours that everything else reads. Pure."""

import re

_CLOCK = r"([0-9]{1,2})(?:[.:]([0-9]{2}))?"
_HALF = r"\s*([ap])\.?m\b\.?"
_SPAN = re.compile(rf"(?<![0-9.:/-]){_CLOCK}(\s*(?:-|–|to|until|till|and)\s*){_CLOCK}{_HALF}")
_ALONE = re.compile(rf"(?<![0-9.:/]){_CLOCK}{_HALF}")


def in_24_hours(text: str) -> str:
    """The same text, in small letters as it came, with `17:00` for `5pm`; without `am` and `pm` it is left alone.

    `5-7pm` are both in the afternoon, `11-1pm` begins before noon.
    """
    return _ALONE.sub(_alone, _SPAN.sub(_span, text))


def _alone(match: re.Match[str]) -> str:
    hour, minute, half = match.groups()
    return _clock(hour, minute, half) if 1 <= int(hour) <= 12 else match.group()


def _span(match: re.Match[str]) -> str:
    hour, minute, between, last_hour, last_minute, half = match.groups()
    if not (1 <= int(hour) <= 12 and 1 <= int(last_hour) <= 12):
        return match.group()
    begin, end = _clock(hour, minute, half), _clock(last_hour, last_minute, half)
    return f"{begin if begin < end else _clock(hour, minute, 'a')}{between}{end}"


def _clock(hour: str, minute: str | None, half: str) -> str:
    return f"{int(hour) % 12 + (12 if half == 'p' else 0):02}:{minute or '00'}"
