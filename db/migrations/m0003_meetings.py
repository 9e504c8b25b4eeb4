"""What meetings need from finding a date to the last answer: series, templates, sign-up, attendance, minutes, replies.

A series is a rule and what deviates from it. `occurrence` holds only the days that follow from the rule, so that a list
can be read by time; it is made anew with every change of its series and is never in the log. An occurrence that has
guests, answers, minutes or a time of its own is a row of `meeting` that names its series and its original start.
"""

from db.migrations.m0001_initial import DAY, PUBLIC, ROW
from db.queued import QueuedSqlite

STATEMENTS = f"""
CREATE TABLE series(
    {PUBLIC},
    calendar_uid TEXT NOT NULL UNIQUE,
    sequence INTEGER NOT NULL DEFAULT 0,
    stamp TEXT NOT NULL,
    -- An RRULE without UNTIL and COUNT, the last day it may fall on, and days left out (a JSON list).
    rule TEXT NOT NULL CHECK (rule <> ''),
    last_day TEXT NOT NULL CHECK (last_day {DAY}),
    left_out TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(left_out)),
    type TEXT NOT NULL, title TEXT NOT NULL CHECK (title <> ''),
    all_day INTEGER NOT NULL DEFAULT 0 CHECK (all_day IN (0, 1)),
    start_local TEXT NOT NULL, end_local TEXT NOT NULL, time_zone TEXT NOT NULL,
    place TEXT NOT NULL DEFAULT '', address TEXT NOT NULL DEFAULT '', online_link TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '', agenda TEXT NOT NULL DEFAULT '',
    organiser_name TEXT NOT NULL DEFAULT '', organiser_email TEXT NOT NULL DEFAULT '',
    host_id INTEGER REFERENCES organisation(id),
    capacity INTEGER CHECK (capacity > 0),
    target_groups TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(target_groups)),
    activity TEXT NOT NULL DEFAULT '', catering TEXT NOT NULL DEFAULT '', transport TEXT NOT NULL DEFAULT '',
    last_bus TEXT NOT NULL DEFAULT '', roles TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(roles)),
    follows_id INTEGER REFERENCES series(id),
    status TEXT NOT NULL,
    created_at TEXT NOT NULL, changed_at TEXT NOT NULL,
    search_key TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE series_network(
    {ROW},
    series_id INTEGER NOT NULL REFERENCES series(id),
    network_id INTEGER NOT NULL REFERENCES network(id),
    UNIQUE (series_id, network_id)
) STRICT;
CREATE INDEX series_network_network ON series_network(network_id, series_id);
CREATE TABLE occurrence(
    id INTEGER PRIMARY KEY CHECK (id < 0),
    series_id INTEGER NOT NULL REFERENCES series(id),
    original TEXT NOT NULL,
    start_local TEXT NOT NULL, end_local TEXT NOT NULL,
    start_utc TEXT NOT NULL, end_utc TEXT NOT NULL,
    UNIQUE (series_id, original)
) STRICT;
CREATE INDEX occurrence_time ON occurrence(start_utc, id);

ALTER TABLE meeting ADD COLUMN series_id INTEGER REFERENCES series(id);
ALTER TABLE meeting ADD COLUMN original TEXT NOT NULL DEFAULT '';
-- The SEQUENCE of the last change that people were asked about anew: an answer to an older one is stale.
ALTER TABLE meeting ADD COLUMN asked_sequence INTEGER NOT NULL DEFAULT 0;
ALTER TABLE meeting ADD COLUMN agenda TEXT NOT NULL DEFAULT '';
ALTER TABLE meeting ADD COLUMN minutes TEXT NOT NULL DEFAULT '';
ALTER TABLE meeting ADD COLUMN capacity INTEGER CHECK (capacity > 0);
ALTER TABLE meeting ADD COLUMN sign_up_by TEXT CHECK (sign_up_by {DAY});
ALTER TABLE meeting ADD COLUMN target_groups TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(target_groups));
ALTER TABLE meeting ADD COLUMN activity TEXT NOT NULL DEFAULT '';
ALTER TABLE meeting ADD COLUMN catering TEXT NOT NULL DEFAULT '';
ALTER TABLE meeting ADD COLUMN transport TEXT NOT NULL DEFAULT '';
ALTER TABLE meeting ADD COLUMN last_bus TEXT NOT NULL DEFAULT '';
-- What somebody is wanted for, in words; who does it has that role in `participation`.
ALTER TABLE meeting ADD COLUMN roles TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(roles));
CREATE UNIQUE INDEX meeting_occurrence ON meeting(series_id, original) WHERE series_id IS NOT NULL;

-- How and when an answer came, the place in the queue of who waits, the last reply a calendar sent, and who was there.
ALTER TABLE participation ADD COLUMN via TEXT NOT NULL DEFAULT '';
ALTER TABLE participation ADD COLUMN answered_at TEXT NOT NULL DEFAULT '';
ALTER TABLE participation ADD COLUMN queue_place INTEGER;
ALTER TABLE participation ADD COLUMN reply_sequence INTEGER;
ALTER TABLE participation ADD COLUMN reply_stamp TEXT NOT NULL DEFAULT '';
ALTER TABLE participation ADD COLUMN delegate_of INTEGER REFERENCES person(id);
ALTER TABLE participation ADD COLUMN attendance TEXT NOT NULL DEFAULT '';
ALTER TABLE participation ADD COLUMN attendance_by TEXT NOT NULL DEFAULT '';
ALTER TABLE participation ADD COLUMN attendance_at TEXT NOT NULL DEFAULT '';
-- What a person's calendar was sent last: which UID, to which address, and a digest of what stood in it; and that a person
-- has confirmed it went out.
ALTER TABLE participation ADD COLUMN sent_uid TEXT NOT NULL DEFAULT '';
ALTER TABLE participation ADD COLUMN sent_to TEXT NOT NULL DEFAULT '';
ALTER TABLE participation ADD COLUMN sent_digest TEXT NOT NULL DEFAULT '';
ALTER TABLE participation ADD COLUMN marked_sent_at TEXT NOT NULL DEFAULT '';
CREATE INDEX participation_attendance ON participation(person_id, attendance, meeting_id) WHERE attendance <> '';

-- Somebody named who is not in the register, and disappears after the meeting.
CREATE TABLE guest(
    {ROW},
    meeting_id INTEGER NOT NULL REFERENCES meeting(id),
    name TEXT NOT NULL CHECK (name <> ''),
    organisation_id INTEGER REFERENCES organisation(id),
    answer TEXT NOT NULL,
    attendance TEXT NOT NULL DEFAULT '',
    walk_in INTEGER NOT NULL DEFAULT 0 CHECK (walk_in IN (0, 1))
) STRICT;
CREATE INDEX guest_meeting ON guest(meeting_id);

-- People who are never named.
CREATE TABLE headcount(
    {ROW},
    meeting_id INTEGER NOT NULL REFERENCES meeting(id),
    organisation_id INTEGER REFERENCES organisation(id),
    label TEXT NOT NULL DEFAULT '',
    expected INTEGER CHECK (expected >= 0), came INTEGER CHECK (came >= 0),
    CHECK (organisation_id IS NOT NULL OR label <> '')
) STRICT;
CREATE INDEX headcount_meeting ON headcount(meeting_id);

-- Totals only: how many eat what, need what, answered what. Those that disappear have a last day.
CREATE TABLE meeting_total(
    {ROW},
    meeting_id INTEGER NOT NULL REFERENCES meeting(id),
    kind TEXT NOT NULL, label TEXT NOT NULL CHECK (label <> ''),
    count INTEGER NOT NULL CHECK (count >= 0),
    until_date TEXT CHECK (until_date {DAY}),
    UNIQUE (meeting_id, kind, label)
) STRICT;
CREATE INDEX meeting_total_end ON meeting_total(until_date) WHERE until_date IS NOT NULL;

CREATE TABLE decision(
    {ROW},
    meeting_id INTEGER NOT NULL REFERENCES meeting(id),
    place INTEGER NOT NULL, text TEXT NOT NULL CHECK (text <> '')
) STRICT;
CREATE INDEX decision_meeting ON decision(meeting_id, place);
CREATE TABLE action_point(
    {ROW},
    meeting_id INTEGER NOT NULL REFERENCES meeting(id),
    text TEXT NOT NULL CHECK (text <> ''),
    owner_id INTEGER REFERENCES person(id), owner_name TEXT NOT NULL DEFAULT '',
    due TEXT CHECK (due {DAY}), done_on TEXT CHECK (done_on {DAY})
) STRICT;
CREATE INDEX action_point_meeting ON action_point(meeting_id);
CREATE INDEX action_point_open ON action_point(due, meeting_id) WHERE done_on IS NULL;
CREATE INDEX action_point_owner ON action_point(owner_id) WHERE owner_id IS NOT NULL;

-- Templates of one's own, and those that come with laug once somebody has changed them (`shipped` says which).
CREATE TABLE meeting_template(
    {PUBLIC},
    shipped TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    type TEXT NOT NULL,
    length INTEGER NOT NULL CHECK (length > 0),
    start_time TEXT NOT NULL DEFAULT '',
    agenda TEXT NOT NULL DEFAULT '',
    roles TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(roles)),
    target_groups TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(target_groups)),
    activity TEXT NOT NULL DEFAULT '',
    catering TEXT NOT NULL DEFAULT '', transport TEXT NOT NULL DEFAULT '',
    sign_up_days INTEGER CHECK (sign_up_days >= 0),
    capacity INTEGER CHECK (capacity > 0),
    archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
    sort_key TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX meeting_template_shipped ON meeting_template(shipped) WHERE shipped <> '';

-- Days on which the schools are closed, or one school is.
CREATE TABLE school_break(
    {ROW},
    organisation_id INTEGER REFERENCES organisation(id),
    name TEXT NOT NULL CHECK (name <> ''),
    from_date TEXT NOT NULL CHECK (from_date {DAY}),
    until_date TEXT NOT NULL CHECK (until_date {DAY} AND until_date >= from_date)
) STRICT;
CREATE INDEX school_break_time ON school_break(until_date, from_date);

-- What calendars answered that a person must look at: stale, unknown, forged, another time proposed, delegated.
CREATE TABLE calendar_reply(
    {ROW},
    meeting_id INTEGER REFERENCES meeting(id),
    person_id INTEGER REFERENCES person(id),
    kind TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '{{}}' CHECK (json_valid(detail)),
    digest TEXT NOT NULL UNIQUE,
    received_at TEXT NOT NULL,
    settled INTEGER NOT NULL DEFAULT 0 CHECK (settled IN (0, 1))
) STRICT;
CREATE INDEX calendar_reply_open ON calendar_reply(meeting_id) WHERE settled = 0;

-- Who can be reached by no mail: asked by each look at what wants tidying.
CREATE INDEX person_unreachable ON person(id) WHERE email = '' AND private_email = '';

-- Whatever refers to a row is looked for when the row goes: without these, taking one person back reads every participation.
CREATE INDEX participation_delegate ON participation(delegate_of) WHERE delegate_of IS NOT NULL;
CREATE INDEX calendar_reply_person ON calendar_reply(person_id) WHERE person_id IS NOT NULL;
CREATE INDEX calendar_reply_meeting ON calendar_reply(meeting_id) WHERE meeting_id IS NOT NULL;
CREATE INDEX membership_seat ON membership(seat_id) WHERE seat_id IS NOT NULL;
CREATE INDEX meeting_host ON meeting(host_id) WHERE host_id IS NOT NULL;
CREATE INDEX network_organisation_where ON network_organisation(organisation_id);
CREATE INDEX guest_organisation ON guest(organisation_id) WHERE organisation_id IS NOT NULL;
CREATE INDEX headcount_organisation ON headcount(organisation_id) WHERE organisation_id IS NOT NULL;
CREATE INDEX consent_network ON consent(network_id) WHERE network_id IS NOT NULL;
CREATE INDEX school_period_organisation ON school_period(organisation_id) WHERE organisation_id IS NOT NULL;
"""


def up(database: QueuedSqlite) -> None:
    """Make the new tables and columns."""
    for statement in STATEMENTS.split(";\n"):
        if statement.strip():
            database.execute_sql(statement)
