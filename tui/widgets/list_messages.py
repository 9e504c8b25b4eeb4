"""What a list tells those around it; `RecordList` has them as its own."""

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tui.widgets.record_list import RecordList


class Told(Message, namespace="record_list"):
    """Something a list tells those around it."""

    def __init__(self, records: "RecordList") -> None:
        super().__init__()
        self.records = records

    @property
    def control(self) -> "RecordList":
        """The list, for selectors."""
        return self.records


class Highlighted(Told, namespace="record_list"):
    """The cursor stands on another row, or on none."""

    def __init__(self, records: "RecordList", id: int | None) -> None:
        super().__init__(records)
        self.id = id

    def can_replace(self, message: Message) -> bool:
        """Only the newest place of the cursor matters."""
        return isinstance(message, Highlighted) and message.records is self.records


class Opened(Told, namespace="record_list"):
    """The person wants to see the row."""

    def __init__(self, records: "RecordList", id: int) -> None:
        super().__init__(records)
        self.id = id


class Marked(Told, namespace="record_list"):
    """Other rows are marked."""

    def __init__(self, records: "RecordList", ids: frozenset[int]) -> None:
        super().__init__(records)
        self.ids = ids

    def can_replace(self, message: Message) -> bool:
        """Only the newest marks matter."""
        return isinstance(message, Marked) and message.records is self.records


class Loaded(Told, namespace="record_list"):
    """The ids are there."""

    def __init__(self, records: "RecordList", count: int) -> None:
        super().__init__(records)
        self.count = count
