"""Who somebody was before two records of them were made one: their past is this person's past too."""

from core.door.session import Session

# A record that is gone because it was merged, and not for another reason since.
_SELVES = """
WITH RECURSIVE self(id) AS (
    SELECT ?
    UNION
    SELECT json_extract(o.detail, '$.gone') FROM self JOIN change c ON c.table_name = 'person' AND c.row_id = self.id
        JOIN operation o ON o.id = c.operation_id
    WHERE o.kind = 'person.merge' AND json_extract(o.detail, '$.kept') = self.id AND (
        SELECT last.kind FROM change gone JOIN operation last ON last.id = gone.operation_id
        WHERE gone.table_name = 'person' AND gone.row_id = json_extract(o.detail, '$.gone') ORDER BY gone.id DESC LIMIT 1
    ) IN ('person.merge', 'redo')
)
SELECT id FROM self
"""


def selves(session: Session, person_id: int) -> list[int]:
    """The person's number, and those of everybody who was made a part of them."""
    return [row[0] for row in session.query(_SELVES, [person_id])]
