"""What a line means."""

from enum import Enum


class Tone(Enum):
    """How a line is meant; it always says so in words too."""

    NORMAL = "normal"
    QUIET = "quiet"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
