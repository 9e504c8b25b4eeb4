"""What can be written about a series: what its meetings say, and how many days before them the sign-up ends."""

from collections.abc import Mapping
from typing import cast

from core.door.session import Session
from core.meetings import MeetingFields, stored_content
from core.record_fields import stored_values
from db.log import Value


class SeriesFields(MeetingFields, total=False):
    """As of a meeting; the last day to sign up is `sign_up_days` days before each of its meetings."""

    sign_up_days: int | str | None


def stored_series(session: Session, values: SeriesFields) -> dict[str, Value]:
    """The same as its row holds it. Raises `Invalid`, and `NotFound` for the host."""
    own: Mapping[str, object] = {name: value for name, value in values.items() if name == "sign_up_days"}
    meeting = {name: value for name, value in values.items() if name != "sign_up_days"}
    return stored_content(session, cast(MeetingFields, meeting)) | stored_values("series", own)
