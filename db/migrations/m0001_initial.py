"""The first schema: organisations, educations, people, networks, meetings, the log.

Dates are ISO texts and inclusive; moments are UTC, `YYYY-MM-DDTHH:MM:SSZ`. Lists of texts are JSON arrays. Optional texts are
empty, optional numbers and dates NULL. `sort_key` and `search_key` come from `db.keys`. Enumerations are checked by core,
which knows them, not here: a new kind must not need a new table.
"""

from db.queued import QueuedSqlite

DAY = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"
ROW = "id INTEGER PRIMARY KEY AUTOINCREMENT, version INTEGER NOT NULL DEFAULT 1"
PUBLIC = f"{ROW}, uid TEXT NOT NULL UNIQUE"
_LIST = "TEXT NOT NULL DEFAULT '[]' CHECK (json_valid({name}))"
_SPAN = f"""
    from_date TEXT CHECK (from_date {DAY}),
    until_date TEXT CHECK (until_date {DAY} AND (from_date IS NULL OR until_date >= from_date))"""

TABLES = f"""
CREATE TABLE organisation(
    {PUBLIC},
    name TEXT NOT NULL CHECK (name <> ''),
    kind TEXT NOT NULL,
    aliases {_LIST.format(name="aliases")},
    parent_id INTEGER REFERENCES organisation(id),
    cvr TEXT NOT NULL DEFAULT '' CHECK (cvr = '' OR length(cvr) = 8),
    street TEXT NOT NULL DEFAULT '', postcode TEXT NOT NULL DEFAULT '', town TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT '',
    archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
    created_at TEXT NOT NULL,
    sort_key TEXT NOT NULL DEFAULT '', search_key TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX organisation_sorted ON organisation(sort_key, id);
CREATE INDEX organisation_cvr ON organisation(cvr) WHERE cvr <> '';

CREATE TABLE education(
    {PUBLIC},
    name TEXT NOT NULL CHECK (name <> ''), name_en TEXT NOT NULL DEFAULT '',
    main_area TEXT NOT NULL DEFAULT '',
    apprentice_label TEXT NOT NULL DEFAULT 'lærling' CHECK (apprentice_label IN ('lærling', 'elev')),
    aliases {_LIST.format(name="aliases")},
    archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
    sort_key TEXT NOT NULL DEFAULT '', search_key TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX education_sorted ON education(sort_key, id);

CREATE TABLE person(
    {PUBLIC},
    given TEXT NOT NULL, family TEXT NOT NULL DEFAULT '', known_as TEXT NOT NULL DEFAULT '',
    birth_year INTEGER CHECK (birth_year BETWEEN 1900 AND 2100),
    email TEXT NOT NULL DEFAULT '', private_email TEXT NOT NULL DEFAULT '',
    other_emails {_LIST.format(name="other_emails")},
    phone TEXT NOT NULL DEFAULT '', other_phones {_LIST.format(name="other_phones")},
    street TEXT NOT NULL DEFAULT '', postcode TEXT NOT NULL DEFAULT '', town TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT 'da',
    protected INTEGER NOT NULL DEFAULT 0 CHECK (protected IN (0, 1)),
    restricted INTEGER NOT NULL DEFAULT 0 CHECK (restricted IN (0, 1)),
    created_at TEXT NOT NULL, changed_at TEXT NOT NULL,
    sort_key TEXT NOT NULL DEFAULT '', search_key TEXT NOT NULL DEFAULT '',
    CHECK (given <> '' OR family <> '')
) STRICT;
CREATE INDEX person_sorted ON person(sort_key, id);
CREATE INDEX person_town ON person(town) WHERE town <> '';

CREATE TABLE affiliation(
    {ROW},
    person_id INTEGER NOT NULL REFERENCES person(id),
    organisation_id INTEGER REFERENCES organisation(id),
    kind TEXT NOT NULL,
    education_id INTEGER REFERENCES education(id),
    class_name TEXT NOT NULL DEFAULT '', stage TEXT NOT NULL DEFAULT '',
    eux INTEGER CHECK (eux IN (0, 1)),{_SPAN},
    CHECK (organisation_id IS NOT NULL OR education_id IS NOT NULL OR class_name <> '')
) STRICT;
-- These hold all that says who is where on a day, so that no row need be read for it.
CREATE INDEX affiliation_person ON affiliation(person_id, from_date, until_date);
CREATE INDEX affiliation_organisation ON affiliation(organisation_id, until_date, from_date, person_id);
CREATE INDEX affiliation_education ON affiliation(education_id, until_date, from_date, person_id);
CREATE INDEX affiliation_class ON affiliation(class_name, until_date, from_date, person_id) WHERE class_name <> '';
CREATE INDEX affiliation_end ON affiliation(until_date, kind, person_id) WHERE until_date IS NOT NULL;

CREATE TABLE network(
    {PUBLIC},
    name TEXT NOT NULL CHECK (name <> ''), slug TEXT NOT NULL UNIQUE CHECK (slug <> ''),
    kind TEXT NOT NULL, level TEXT NOT NULL, status TEXT NOT NULL,
    neutral_title TEXT NOT NULL DEFAULT '',
    purpose TEXT NOT NULL DEFAULT '', legal_basis TEXT NOT NULL DEFAULT '',
    organiser_name TEXT NOT NULL DEFAULT '', organiser_email TEXT NOT NULL DEFAULT '',
    focus_area TEXT NOT NULL DEFAULT '', project_tag TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    sort_key TEXT NOT NULL DEFAULT '', search_key TEXT NOT NULL DEFAULT '',
    CHECK (level <> 'shielded' OR neutral_title <> '')
) STRICT;
CREATE INDEX network_sorted ON network(sort_key, id);

CREATE TABLE network_organisation(
    {ROW},
    network_id INTEGER NOT NULL REFERENCES network(id),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    UNIQUE (network_id, organisation_id)
) STRICT;

CREATE TABLE membership(
    {ROW},
    person_id INTEGER NOT NULL REFERENCES person(id),
    network_id INTEGER NOT NULL REFERENCES network(id),
    role TEXT NOT NULL,
    seat_id INTEGER REFERENCES organisation(id),
    from_date TEXT NOT NULL CHECK (from_date {DAY}),
    until_date TEXT CHECK (until_date {DAY} AND until_date >= from_date),
    end_reason TEXT NOT NULL DEFAULT '',
    calendar_invitation INTEGER NOT NULL DEFAULT 1 CHECK (calendar_invitation IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX membership_open ON membership(person_id, network_id, role) WHERE until_date IS NULL;
CREATE INDEX membership_network ON membership(network_id, until_date, from_date, person_id);
CREATE INDEX membership_person ON membership(person_id, from_date);

CREATE TABLE meeting(
    {PUBLIC},
    calendar_uid TEXT NOT NULL UNIQUE,
    sequence INTEGER NOT NULL DEFAULT 0,
    stamp TEXT NOT NULL,
    type TEXT NOT NULL, title TEXT NOT NULL CHECK (title <> ''),
    all_day INTEGER NOT NULL DEFAULT 0 CHECK (all_day IN (0, 1)),
    start_local TEXT NOT NULL, end_local TEXT NOT NULL, time_zone TEXT NOT NULL,
    start_utc TEXT NOT NULL, end_utc TEXT NOT NULL CHECK (end_utc >= start_utc),
    place TEXT NOT NULL DEFAULT '', address TEXT NOT NULL DEFAULT '', online_link TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    organiser_name TEXT NOT NULL DEFAULT '', organiser_email TEXT NOT NULL DEFAULT '',
    host_id INTEGER REFERENCES organisation(id),
    status TEXT NOT NULL,
    created_at TEXT NOT NULL, changed_at TEXT NOT NULL,
    search_key TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX meeting_time ON meeting(start_utc, id);
CREATE INDEX meeting_end ON meeting(end_utc, status, start_utc);

CREATE TABLE meeting_network(
    {ROW},
    meeting_id INTEGER NOT NULL REFERENCES meeting(id),
    network_id INTEGER NOT NULL REFERENCES network(id),
    UNIQUE (meeting_id, network_id)
) STRICT;
CREATE INDEX meeting_network_network ON meeting_network(network_id, meeting_id);

CREATE TABLE participation(
    {ROW},
    meeting_id INTEGER NOT NULL REFERENCES meeting(id),
    person_id INTEGER NOT NULL REFERENCES person(id),
    role TEXT NOT NULL, answer TEXT NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
    sent_sequence INTEGER, sent_stamp TEXT NOT NULL DEFAULT '', sent_method TEXT NOT NULL DEFAULT '',
    UNIQUE (meeting_id, person_id)
) STRICT;
CREATE INDEX participation_person ON participation(person_id, meeting_id);
CREATE INDEX participation_answer ON participation(meeting_id, removed, answer);

CREATE TABLE grant_(
    {ROW},
    account TEXT NOT NULL,
    network_id INTEGER NOT NULL REFERENCES network(id),
    reason TEXT NOT NULL, given_at TEXT NOT NULL,
    UNIQUE (account, network_id)
) STRICT;

CREATE TABLE operation(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL, account TEXT NOT NULL, origin TEXT NOT NULL, kind TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '{{}}' CHECK (json_valid(detail)),
    undoes INTEGER UNIQUE REFERENCES operation(id),
    chain TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX operation_account ON operation(account, id);

CREATE TABLE change(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    operation_id INTEGER NOT NULL REFERENCES operation(id),
    table_name TEXT NOT NULL, row_id INTEGER NOT NULL,
    person_id INTEGER, network_id INTEGER,
    before TEXT, after TEXT,
    digest TEXT NOT NULL
) STRICT;
CREATE INDEX change_operation ON change(operation_id);
CREATE INDEX change_row ON change(table_name, row_id, id);
CREATE INDEX change_person ON change(person_id, operation_id) WHERE person_id IS NOT NULL;
CREATE INDEX change_network ON change(network_id, operation_id) WHERE network_id IS NOT NULL;

CREATE TABLE export_log(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    operation_id INTEGER NOT NULL REFERENCES operation(id),
    network_id INTEGER REFERENCES network(id),
    purpose TEXT NOT NULL, format TEXT NOT NULL, columns TEXT NOT NULL,
    query TEXT NOT NULL DEFAULT '',
    count INTEGER NOT NULL, left_out INTEGER NOT NULL,
    digest TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""


def up(database: QueuedSqlite) -> None:
    """Make all tables."""
    for statement in TABLES.split(";\n"):
        if statement.strip():
            database.execute_sql(statement)
