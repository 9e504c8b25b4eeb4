"""What an account may see, as SQL: every list, count, search and export reads through these."""

from core.door.session import Session
from db.log import Value

# Shielded networks that the account has not opened, and the meetings that belong to one; each asks for the account once.
_HIDDEN = (
    "(SELECT hidden.id FROM network hidden WHERE hidden.level = 'shielded' AND NOT EXISTS"
    " (SELECT 1 FROM grant_ g WHERE g.network_id = hidden.id AND g.account = ?))"
)
_HIDDEN_MEETINGS = f"(SELECT mn.meeting_id FROM meeting_network mn WHERE mn.network_id IN {_HIDDEN})"


def visible_network(session: Session, alias: str = "n") -> tuple[str, list[Value]]:
    """A condition on the network `alias`: shielded ones only with a grant of one's own."""
    return f"{alias}.id NOT IN {_HIDDEN}", [session.account]


def visible_meeting(session: Session, alias: str = "m") -> tuple[str, list[Value]]:
    """A condition on the meeting `alias`: not those of shielded networks that are closed to this account."""
    return f"{alias}.id NOT IN {_HIDDEN_MEETINGS}", [session.account]


def visible_operation(session: Session, alias: str = "o") -> tuple[str, list[Value]]:
    """A condition on the log's operation `alias`: none that touches a shielded network closed to this account.

    What counts is what is shielded now, not when the change was made; a meeting is as private as its networks.
    """
    places = (
        f"SELECT c.operation_id FROM change c WHERE c.network_id IN {_HIDDEN}",
        f"SELECT c.operation_id FROM change c WHERE c.table_name = 'meeting' AND c.row_id IN {_HIDDEN_MEETINGS}",
        "SELECT c.operation_id FROM change c WHERE c.table_name = 'participation' AND c.row_id IN"
        f" (SELECT pa.id FROM participation pa WHERE pa.meeting_id IN {_HIDDEN_MEETINGS})",
        f"SELECT e.operation_id FROM export_log e WHERE e.network_id IN {_HIDDEN}",
    )
    return " AND ".join(f"{alias}.id NOT IN ({place})" for place in places), [session.account] * len(places)
