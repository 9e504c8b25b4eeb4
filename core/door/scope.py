"""What an account may see, as SQL: every list, count, search and export reads through these."""

from core.door.operations import Operation
from core.door.session import Session
from db.log import Value

# Whatever belongs to one meeting is as private as the meeting.
PARTS_OF_A_MEETING = (
    "participation", "guest", "headcount", "meeting_total", "decision", "action_point", "calendar_reply",
)  # fmt: skip

# Shielded networks that the account has not opened, and the meetings that belong to one; each asks for the account once.
_HIDDEN = (
    "(SELECT hidden.id FROM network hidden WHERE hidden.level = 'shielded' AND NOT EXISTS"
    " (SELECT 1 FROM grant_ g WHERE g.network_id = hidden.id AND g.account = ?))"
)
# The changes of an operation are looked through up to so many; of a larger one it is asked which changes are hidden at all.
_LOOKED_THROUGH = 20_000
_HIDDEN_MEETINGS = f"(SELECT mn.meeting_id FROM meeting_network mn WHERE mn.network_id IN {_HIDDEN})"
# The same with the days of series that have no row of their own, which no change in the log is about.
_HIDDEN_LISTED = f"(SELECT mn.meeting_id FROM listed_meeting_network mn WHERE mn.network_id IN {_HIDDEN})"
_HIDDEN_SERIES = f"(SELECT sn.series_id FROM series_network sn WHERE sn.network_id IN {_HIDDEN})"
_HIDDEN_PART = {
    table: f"EXISTS (SELECT 1 FROM {table} pa WHERE pa.id = c.row_id AND pa.meeting_id IN {_HIDDEN_MEETINGS})"
    for table in PARTS_OF_A_MEETING
}
_HIDDEN_ROW = (
    f"CASE c.table_name WHEN 'meeting' THEN c.row_id IN {_HIDDEN_MEETINGS} "
    f"WHEN 'series' THEN c.row_id IN {_HIDDEN_SERIES} "
    + " ".join(f"WHEN '{table}' THEN {condition}" for table, condition in _HIDDEN_PART.items())
    + " ELSE 0 END"
)

# What is done to people as such is told without the rows of it that are hidden: that an operation is missing from the log
# of whoever did it, or from the history of somebody whose other rows it changed, would say what else it touched.
_TOLD_IN_PART = (
    Operation.PERSON_MERGE, Operation.PERSON_BULK, Operation.PERSON_LEAVE, Operation.ROLLOVER, Operation.IMPORT_PEOPLE,
)  # fmt: skip
_KIND = "coalesce(json_extract({alias}.detail, '$.of'), {alias}.kind)"
_IN_PART = f"{_KIND} IN ({', '.join(repr(kind.value) for kind in _TOLD_IN_PART)})"


def visible_network(session: Session, alias: str = "n") -> tuple[str, list[Value]]:
    """A condition on the network `alias`: shielded ones only with a grant of one's own."""
    return f"{alias}.id NOT IN {_HIDDEN}", [session.account]


def visible_meeting(session: Session, alias: str = "m") -> tuple[str, list[Value]]:
    """A condition on the meeting `alias`: not those of shielded networks that are closed to this account."""
    return f"{alias}.id NOT IN {_HIDDEN_LISTED}", [session.account]


def visible_series(session: Session, alias: str = "s") -> tuple[str, list[Value]]:
    """A condition on the series `alias`: as private as its meetings."""
    return f"{alias}.id NOT IN {_HIDDEN_SERIES}", [session.account]


def visible_operation(session: Session, alias: str = "o") -> tuple[str, list[Value]]:
    """A condition on the log's operation `alias`: none that touches a shielded network closed to this account, and none
    on views that are somebody else's own.

    What counts is what is shielded now, not when the change was made; a meeting is as private as its networks. Of what was
    done to people as such only the rows are hidden (`visible_change`), as long as others are left or it is one's own.
    """
    hidden, account = _touching_hidden(session, alias)
    row, seer = visible_change(session, "c")
    left = f"{alias}.account = ? OR EXISTS (SELECT 1 FROM change c WHERE c.operation_id = {alias}.id AND {row})"
    merged = f"{_KIND.format(alias=alias)} = '{Operation.PERSON_MERGE.value}'"
    told = f"{_IN_PART.format(alias=alias)} AND ({merged} OR {left})"
    condition = f"(NOT ({hidden}) OR ({told})) AND {_own_views(alias)}"
    return condition, [*account, session.account, *seer, session.account]


def told_in_part(session: Session, alias: str = "o") -> tuple[str, list[Value]]:
    """A condition on an operation `alias` that may be seen: some of its rows are hidden (`visible_change`)."""
    hidden, account = _touching_hidden(session, alias)
    return f"CASE WHEN {_IN_PART.format(alias=alias)} THEN {hidden} ELSE 0 END", account


def _touching_hidden(session: Session, alias: str) -> tuple[str, list[Value]]:
    """A condition on an operation `alias`: it touches a shielded network closed to this account."""
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
        f" UNION SELECT c.operation_id FROM change c WHERE c.table_name = 'series' AND c.row_id IN {_HIDDEN_SERIES}"
    )
    for table in PARTS_OF_A_MEETING:
        found += (
            f" UNION SELECT c.operation_id FROM change c WHERE c.table_name = '{table}' AND c.row_id IN"
            f" (SELECT pa.id FROM {table} pa WHERE pa.meeting_id IN {_HIDDEN_MEETINGS})"
        )
    found += ")"
    exported = f"{alias}.id IN (SELECT e.operation_id FROM export_log e WHERE e.network_id IN {_HIDDEN})"
    hidden = f"({noted} OR {exported} OR CASE WHEN {small} THEN {looked} ELSE {found} END)"
    return hidden, [session.account] * hidden.count("?")


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
