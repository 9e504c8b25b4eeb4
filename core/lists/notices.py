"""What an import has to tell about a row, a column or the file: a reason scripts can rely on, and a sentence."""

from dataclasses import dataclass
from enum import StrEnum

from core.messages import Message


class Reason(StrEnum):
    """Why a row or column is not imported as it stands, or what to look at (documented in docs/formats.md)."""

    BLANK_ROW = "blank-row"
    TITLE_ROW = "title-row"
    GROUP_HEADER = "group-header"
    REPEATED_HEADER = "repeated-header"
    SUBHEADING = "subheading"
    TOTALS_ROW = "totals-row"
    FOOTNOTE_ROW = "footnote-row"
    SEPARATOR_LINE = "sep-line"
    VACANT_SEAT = "vacant-seat"
    DUPLICATE_ROW = "duplicate-row"
    NO_NAME = "no-name"
    TEST_ROW = "test-row"
    UNDER_15 = "under-15"
    COLUMN_SHIFT = "column-shift"
    BAD_ENCODING = "bad-encoding"
    ALREADY_ENDED = "already-ended"

    CPR_DROPPED = "cpr-dropped"
    CPR_MASKED = "cpr-masked"
    SENSITIVE_DROPPED = "sensitive-dropped"
    PROTECTED_PERSON = "protected-person"
    PHONE_OF_OTHER = "phone-of-other"
    CONSENT_COLUMN = "consent-column"

    BAD_EMAIL = "bad-email"
    SECOND_EMAIL = "second-email"
    SHARED_EMAIL = "shared-email"
    BAD_PHONE = "bad-phone"
    SECOND_PHONE = "second-phone"
    PHONE_LOST_DIGITS = "phone-lost-digits"
    BAD_DATE = "bad-date"
    AMBIGUOUS_DATE = "ambiguous-date"
    US_DATE = "us-date"
    WEEK_NOT_DATE = "week-not-date"
    LOST_ZERO = "lost-zero"
    FUTURE_START = "future-start"
    END_BEFORE_START = "end-before-start"
    MOJIBAKE = "mojibake"
    LOST_LETTER = "lost-letter"
    PLACEHOLDER = "placeholder"
    ALIAS = "alias"
    FORMULA_CELL = "formula-cell"
    FORMULA_ERROR = "formula-error"
    FOOTNOTE_MARK = "footnote-mark"
    MERGED_CELL = "merged-cell"
    SAME_NAME = "same-name"
    ONE_NAME = "one-name"
    NOT_A_PUPIL = "not-a-pupil"
    LATER_ANSWER_WINS = "later-answer-wins"
    BLANK_KEEPS_VALUE = "blank-keeps-value"
    BAD_VALUE = "bad-value"
    NO_PLACE = "no-place"
    COULD_BE_SEVERAL = "could-be-several"

    ENCODING_GUESS = "encoding-guess"
    OTHER_SHEETS = "other-sheets"
    TITLE_ROWS_SKIPPED = "title-rows-skipped"
    MISSING_PEOPLE = "missing-people"
    ROW_NUMBER = "row-number"
    BLANK_COLUMN = "blank-column"
    UNKNOWN_COLUMN = "unknown-column"
    UNUSED_COLUMN = "unused-column"
    SYSTEM_COLUMN = "system-column"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell. `field` is the English field name, or `cpr`, `note`, `food` …; `count` is for the file."""

    reason: Reason
    field: str
    message: Message
    column: str = ""
    count: int = 0
