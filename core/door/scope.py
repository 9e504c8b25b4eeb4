"""What an account may see, as SQL: every list, count, search and export reads through these."""

from core.door.session import Session
from core.door.write import PARTS_OF_A_MEETING
from db.log import Value

# Shielded networks that the account has not opened, and the meetings that belong to one; each asks for the account once.
_HIDDEN = (
    "(SELECT hidden.id FROM network hidden WHERE hidden.level = 'shielded' AND NOT EXISTS"
    " (SELECT 1 FROM grant_ g WHERE g.network_id = hidden.id AND g.account = ?))"
)
# The changes of an operation are looked through up to so many; of a larger one it is asked which changes are hidden at all.
_LOOKED_THROUGH = 20_000
_HIDDEN_MEETINGS = f"(SELECT mn.meeting_id FROM meeting_network mn WHERE mn.network_id IN {_HIDDEN})"
_HIDDEN_PART = {
    table: f"EXISTS (SELECT 1 FROM {table} pa WHERE pa.id = c.row_id AND pa.meeting_id IN {_HIDDEN_MEETINGS})"
    for table in PARTS_OF_A_MEETING
}
_HIDDEN_ROW = (
    f"CASE c.table_name WHEN 'meeting' THEN c.row_id IN {_HIDDEN_MEETINGS} "
    + " ".join(f"WHEN '{table}' THEN {condition}" for table, condition in _HIDDEN_PART.items())
    + " ELSE 0 END"
)

# What is done to a person as a whole is told without the rows of it that are hidden: that an operation is missing from the
# log of whoever did it would say what it touched.
_OF_A_PERSON = "'person.merge' IN ({alias}.kind, json_extract({alias}.detail, '$.of'))"


def visible_network(session: Session, alias: str = "n") -> tuple[str, list[Value]]:
    """A condition on the network `alias`: shielded ones only with a grant of one's own."""
    return f"{alias}.id NOT IN {_HIDDEN}", [session.account]


def visible_meeting(session: Session, alias: str = "m") -> tuple[str, list[Value]]:
    """A condition on the meeting `alias`: not those of shielded networks that are closed to this account."""
    return f"{alias}.id NOT IN {_HIDDEN_MEETINGS}", [session.account]


def visible_operation(session: Session, alias: str = "o") -> tuple[str, list[Value]]:
    """A condition on the log's operation `alias`: none that touches a shielded network closed to this account, and none
    on views that are somebody else's own.

    What counts is what is shielded now, not when the change was made; a meeting is as private as its networks.
    """
    small = (
        f"coalesce((SELECT max(c.id) FROM change c WHERE c.operation_id = {alias}.id)"
        f" - (SELECT min(c.id) FROM change c WHERE c.operation_id = {alias}.id), 0) < {_LOOKED_THROUGH}"
    )
    # The index answers this, so it is asked first; most of what is hidden was hidden when it was written.
    noted = f"EXISTS (SELECT 1 FROM change c WHERE c.network_id IN {_HIDDEN} AND c.operation_id = {alias}.id)"
    looked = f"EXISTS (SELECT 1 FROM change c WHERE c.operation_id = {alias}.id AND {_HIDDEN_ROW})"
    found = (
        f"{alias}.id IN (SELECT c.operation_id FROM change c WHERE c.table_name = 'meeting'"
        f" AND c.row_id IN {_HIDDEN_MEETINGS}"
    )
    for table in PARTS_OF_A_MEETING:
        found += (
            f" UNION SELECT c.operation_id FROM change c WHERE c.table_name = '{table}' AND c.row_id IN"
            f" (SELECT pa.id FROM {table} pa WHERE pa.meeting_id IN {_HIDDEN_MEETINGS})"
        )
    found += ")"
    exported = f"{alias}.id IN (SELECT e.operation_id FROM export_log e WHERE e.network_id IN {_HIDDEN})"
    hidden = f"{noted} OR {exported} OR CASE WHEN {small} THEN {looked} ELSE {found} END"
    condition = f"({_OF_A_PERSON.format(alias=alias)} OR NOT ({hidden})) AND {_own_views(alias)}"
    return condition, [session.account] * condition.count("?")


def _own_views(alias: str) -> str:
    """Whoever saved a view for themselves: it says what they look for. Whose it is, the table tells, or how it went."""
    return (
        f"({alias}.account = ? OR {alias}.id NOT IN (SELECT c.operation_id FROM change c WHERE c.table_name = 'saved_view'"
        " AND NOT EXISTS (SELECT 1 FROM saved_view v WHERE v.id = c.row_id AND v.account = '')"
        " AND coalesce(json_extract(c.before, '$.account'), json_extract(c.after, '$.account'), '-') <> ''))"
    )


def visible_change(session: Session, alias: str = "c") -> tuple[str, list[Value]]:
    """A condition on a change `alias` of an operation that may be seen: not of what is hidden in it."""
    row = _HIDDEN_ROW.replace("c.", f"{alias}.")
    condition = f"coalesce({alias}.network_id NOT IN {_HIDDEN}, 1) AND NOT {row}"
    return condition, [session.account] * condition.count("?")
