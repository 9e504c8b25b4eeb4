"""What left the register: who, when, for what, how much; never the content."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.door.operations import Operation
from core.door.session import Session
from core.rules.kinds import Purpose


@dataclass(frozen=True)
class Export:
    """Something written to a file. `network` is whose it is; of a shielded one, the entry is as private as that."""

    purpose: Purpose
    format: str
    columns: Sequence[str]
    count: int
    left_out: int = 0
    network: int | None = None
    digest: str = ""
    person: int | None = None


def note(session: Session, operation: Operation, export: Export) -> None:
    """Put it into the log; a dry run leaves nothing."""
    detail: dict[str, object] = {
        "purpose": export.purpose.value, "format": export.format, "count": export.count, "left_out": export.left_out,
    }  # fmt: skip
    if export.person is not None:
        detail["person"] = export.person
    with session.write(operation, detail=detail) as transaction:
        transaction.database.execute_sql(
            "INSERT INTO export_log(operation_id, network_id, purpose, format, columns, query, count, left_out, digest)"
            " VALUES (?, ?, ?, ?, ?, '', ?, ?, ?)",
            (
                transaction.operation_id, export.network, export.purpose.value, export.format, ",".join(export.columns),
                export.count, export.left_out, export.digest,
            ),
        )  # fmt: skip
