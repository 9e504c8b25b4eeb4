"""The operations: each has a name for the log and a sentence for people."""

from enum import StrEnum

from core.messages import N_


class Operation(StrEnum):
    """What a person can do that changes the file; stored by value, told by `sentence`."""

    sentence: str

    def __new__(cls, value: str, sentence: str = "") -> "Operation":
        member = str.__new__(cls, value)
        member._value_ = value
        member.sentence = sentence
        return member

    PERSON_ADD = "person.add", N_("added a person")
    PERSON_EDIT = "person.edit", N_("edited a person")
    PERSON_REMOVE = "person.remove", N_("removed a person registered by mistake")
    PERSON_LEAVE = "person.leave", N_("ended a person's time here")
    PERSON_MERGE = "person.merge", N_("made two people one")
    PERSON_DISTINCT = "person.distinct", N_("noted that people are not the same")
    PERSON_BULK = "person.bulk", N_("changed many people")
    PERSON_BOUNCED = "person.bounced", N_("noted mail that came back")
    PERSON_ERASE = "person.erase", N_("erased a person")
    CONSENT_RECORD = "consent.record", N_("noted a consent")
    CONSENT_WITHDRAW = "consent.withdraw", N_("noted that a consent was withdrawn")
    PERIODS_SET = "periods.set", N_("set school periods")
    ROLLOVER = "rollover", N_("moved people on")
    AFFILIATION_ADD = "affiliation.add", N_("added an affiliation")
    AFFILIATION_EDIT = "affiliation.edit", N_("corrected an affiliation")
    AFFILIATION_END = "affiliation.end", N_("ended an affiliation")
    AFFILIATION_MOVE = "affiliation.move", N_("moved a person to another class or place")
    ORGANISATION_ADD = "organisation.add", N_("added an organisation")
    ORGANISATION_EDIT = "organisation.edit", N_("edited an organisation")
    ORGANISATION_END = "organisation.end", N_("closed an organisation")
    EDUCATION_ADD = "education.add", N_("added an education")
    EDUCATION_EDIT = "education.edit", N_("edited an education")
    EDUCATION_MERGE = "education.merge", N_("made two educations one")
    EDUCATION_END = "education.end", N_("closed an education")
    NETWORK_ADD = "network.add", N_("added a network")
    NETWORK_EDIT = "network.edit", N_("edited a network")
    NETWORK_CLOSE = "network.close", N_("closed a network")
    NETWORK_OPEN = "network.open", N_("opened a shielded network")
    MEMBERSHIP_JOIN = "membership.join", N_("added people to a network")
    MEMBERSHIP_EDIT = "membership.edit", N_("edited a membership")
    MEMBERSHIP_LEAVE = "membership.leave", N_("ended memberships")
    MEETING_PLAN = "meeting.plan", N_("planned a meeting")
    MEETING_EDIT = "meeting.edit", N_("edited a meeting")
    MEETING_MOVE = "meeting.move", N_("moved a meeting")
    MEETING_CANCEL = "meeting.cancel", N_("cancelled a meeting")
    MEETING_INVITE = "meeting.invite", N_("invited people")
    MEETING_UNINVITE = "meeting.uninvite", N_("took people off an invitation")
    MEETING_ANSWER = "meeting.answer", N_("noted an answer")
    BREAK_ADD = "break.add", N_("added school breaks")
    BREAK_EDIT = "break.edit", N_("edited a school break")
    BREAK_REMOVE = "break.remove", N_("removed a school break")
    TEMPLATE_ADD = "template.add", N_("added a meeting template")
    TEMPLATE_EDIT = "template.edit", N_("edited a meeting template")
    TEMPLATE_REMOVE = "template.remove", N_("removed a meeting template")
    MEETING_TOLD = "meeting.told", N_("noted who was told of a place")
    MEETING_ATTEND = "meeting.attend", N_("took attendance")
    MEETING_GUEST = "meeting.guest", N_("noted a guest")
    MEETING_HEADCOUNT = "meeting.headcount", N_("noted a headcount")
    MEETING_MINUTES = "meeting.minutes", N_("wrote minutes")
    MEETING_DECIDE = "meeting.decide", N_("changed the decisions of a meeting")
    MEETING_ACTION = "meeting.action", N_("changed the action points of a meeting")
    ACTION_DONE = "action.done", N_("ticked off an action point")
    MEETING_TOTALS = "meeting.totals", N_("changed the totals of a meeting")
    MEETING_EVALUATE = "meeting.evaluate", N_("noted an evaluation")
    MEETING_VOUCHERS = "meeting.vouchers", N_("counted vouchers")
    TOTALS_FORGET = "totals.forget", N_("forgot catering and access of past meetings")
    MINUTES_EXPORT = "minutes.export", N_("wrote minutes to a file")
    GUESTS_FORGET = "guests.forget", N_("forgot guests of past meetings")
    MEETING_SENT = "meeting.sent", N_("noted what went out")
    MEETING_REPLY = "meeting.reply", N_("settled a calendar's answer")
    IMPORT_ANSWERS = "import.answers", N_("read answers of calendars")
    CALENDAR_BEGIN = "calendar.begin", N_("began calendar invitations")
    SERIES_PLAN = "series.plan", N_("planned a series")
    SERIES_EDIT = "series.edit", N_("changed a series")
    SERIES_SPLIT = "series.split", N_("changed a series from one day on")
    SERIES_END = "series.end", N_("ended a series")
    SERIES_CANCEL = "series.cancel", N_("cancelled a series")
    SERIES_INVITE = "series.invite", N_("invited people to a series")
    CALENDAR_SECRET = "calendar.secret", N_("gave published calendars secret names")
    CALENDAR_EXPORT = "calendar.export", N_("made calendar invitations")
    CALENDAR_PERSON = "calendar.person", N_("wrote one person's calendar")
    CALENDAR_PUBLISH = "calendar.publish", N_("published meetings to the web")
    CONTACTS_EXPORT = "contacts.export", N_("made a contact list")
    IMPORT_PEOPLE = "import.people", N_("read a list of people")
    MAPPING_SAVE = "mapping.save", N_("saved how a list is read")
    MAPPING_REMOVE = "mapping.remove", N_("forgot how a list is read")
    VIEW_SAVE = "view.save", N_("saved a view")
    VIEW_REMOVE = "view.remove", N_("removed a view")
    DEMO = "demo", N_("filled the example file")
    BACKUP_RESTORE = "backup.restore", N_("went back to a copy")
    DOCTOR_MEND = "doctor.mend", N_("put the search index right")
    UNKNOWN = "unknown", N_("did something that a newer laug knows")
    UNDO = "undo", N_("undid an operation")
    REDO = "redo", N_("redid an operation")

    @classmethod
    def _missing_(cls, value: object) -> "Operation":
        """A newer program may do things this one has no word for; its log can be read all the same."""
        return cls.UNKNOWN
