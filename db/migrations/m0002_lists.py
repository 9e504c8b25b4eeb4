"""What keeping lists of people needs: consents, school periods, tags, saved views, and what is known about duplicates.

Also the tombstones of erased people, so that going back to an older copy does not bring them back.
"""

from db.migrations.m0001_initial import DAY, PUBLIC, ROW
from db.queued import QueuedSqlite

STATEMENTS = f"""
ALTER TABLE person ADD COLUMN tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags));
-- The address that mail came back from: once the person has another one, nothing bounces any more.
ALTER TABLE person ADD COLUMN bounced TEXT NOT NULL DEFAULT '';
-- With the names, so that everybody can be listed town by town; also those without one.
DROP INDEX person_town;
CREATE INDEX person_town ON person(town, sort_key);
CREATE INDEX person_tagged ON person(id) WHERE tags <> '[]';
CREATE INDEX person_bounced ON person(id) WHERE bounced <> '';

-- The expected end about which it is decided what comes after it; another end is another question.
ALTER TABLE affiliation ADD COLUMN decided_end TEXT CHECK (decided_end {DAY});

-- Events, never edited: what a person has agreed to follows from the last of each purpose.
CREATE TABLE consent(
    {ROW},
    person_id INTEGER NOT NULL REFERENCES person(id),
    purpose TEXT NOT NULL,
    network_id INTEGER REFERENCES network(id),
    decision TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day {DAY}),
    channel TEXT NOT NULL,
    wording TEXT NOT NULL DEFAULT '',
    guardian INTEGER NOT NULL DEFAULT 0 CHECK (guardian IN (0, 1)),
    recorded_by TEXT NOT NULL,
    recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX consent_person ON consent(person_id, purpose, id);
CREATE INDEX consent_purpose ON consent(purpose, decision, person_id);

-- Whole ISO weeks, Monday to Sunday: of a class at a school, or of one person.
CREATE TABLE school_period(
    {ROW},
    organisation_id INTEGER REFERENCES organisation(id),
    class_name TEXT NOT NULL DEFAULT '',
    person_id INTEGER REFERENCES person(id),
    from_date TEXT NOT NULL CHECK (from_date {DAY}),
    until_date TEXT NOT NULL CHECK (until_date {DAY} AND until_date >= from_date),
    CHECK ((person_id IS NULL) = (class_name <> '')),
    CHECK (person_id IS NULL OR organisation_id IS NULL)
) STRICT;
CREATE INDEX school_period_class ON school_period(class_name, organisation_id, from_date, until_date)
    WHERE class_name <> '';
CREATE INDEX school_period_person ON school_period(person_id, from_date, until_date) WHERE person_id IS NOT NULL;

CREATE TABLE not_duplicate(
    {ROW},
    person_id INTEGER NOT NULL REFERENCES person(id),
    other_id INTEGER NOT NULL REFERENCES person(id),
    CHECK (person_id < other_id),
    UNIQUE (person_id, other_id)
) STRICT;
CREATE INDEX not_duplicate_other ON not_duplicate(other_id);

-- A view belongs to an account; one without is everybody's.
CREATE TABLE saved_view(
    {PUBLIC},
    account TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    query TEXT NOT NULL DEFAULT '',
    columns TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(columns)),
    order_by TEXT NOT NULL DEFAULT '',
    descending INTEGER NOT NULL DEFAULT 0 CHECK (descending IN (0, 1)),
    sort_key TEXT NOT NULL DEFAULT '',
    UNIQUE (account, name)
) STRICT;

-- How the columns of a source are to be read: from its folded headings, one after the other, to fields.
CREATE TABLE import_mapping(
    {ROW},
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    headings TEXT NOT NULL,
    columns TEXT NOT NULL CHECK (json_valid(columns))
) STRICT;
CREATE INDEX import_mapping_headings ON import_mapping(headings);

-- Who was erased: nothing but the number that nobody else has.
CREATE TABLE tombstone(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;
"""


def up(database: QueuedSqlite) -> None:
    """Make the new tables and columns."""
    for statement in STATEMENTS.split(";\n"):
        if statement.strip():
            database.execute_sql(statement)
