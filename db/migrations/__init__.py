"""The steps from an empty file to the newest schema, in order. A released step is never changed."""

from db.migrations import m0001_initial, m0002_lists, m0003_meetings, m0004_sign_up

STEPS = (
    ("0001_initial", m0001_initial.up),
    ("0002_lists", m0002_lists.up),
    ("0003_meetings", m0003_meetings.up),
    ("0004_sign_up", m0004_sign_up.up),
)
