"""The kinds of taking part: whether somebody was there, and how an answer came."""

from core.rules.kinds import Named


class Attendance(Named):
    """What the roll-call says of somebody; nothing is stored of whom nobody has said anything."""

    PRESENT = "present", "mødt", "present"
    ABSENT = "absent", "udeblevet", "absent"
    EXCUSED = "excused", "afbud i døren", "excused"


class Via(Named):
    """How an answer came; `QUEUE` has moved up from the waiting list and has not been told yet."""

    TYPED = "typed", "noteret", "noted"
    CALENDAR = "calendar", "kalendersvar", "calendar's answer"
    QUEUE = "queue", "rykket op fra ventelisten", "moved up from the waiting list"
    QUEUE_TOLD = "queue_told", "rykket op, har fået besked", "moved up and told"
    DOOR = "door", "mødte op uden invitation", "came without an invitation"
