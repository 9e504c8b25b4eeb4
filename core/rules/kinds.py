"""The kinds laug knows, as stored, with their names in Danish and English (words of the field: docs/formats.md)."""

from enum import StrEnum
from typing import Self

from db.keys import fold


class Language(StrEnum):
    DANISH = "da"
    ENGLISH = "en"


class Named(StrEnum):
    """A kind with its stored value and its name in Danish and English."""

    danish: str
    english: str

    def __new__(cls, value: str, danish: str = "", english: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.danish = danish
        member.english = english
        return member

    def name_in(self, language: Language) -> str:
        """The name as people say it."""
        return self.danish if language is Language.DANISH else self.english

    @classmethod
    def from_words(cls, said: str) -> Self | None:
        """The kind somebody named: its stored value, or a name in either language, whole or as the start of one only."""
        wanted = fold(said.replace("_", " ").replace("-", " "))
        if not wanted:
            return None
        starts: list[Self] = []
        for kind in cls:
            names = [fold(name.replace("_", " ").replace("-", " ")) for name in (kind.value, kind.danish, kind.english)]
            if wanted in names:
                return kind
            if any(name.startswith(wanted) for name in names):
                starts.append(kind)
        return starts[0] if len(starts) == 1 else None


class OrganisationKind(Named):
    SCHOOL = "school", "skole", "school"
    COMPANY = "company", "virksomhed", "company"
    MUNICIPALITY = "municipality", "kommune", "municipality"
    REGION = "region", "region", "region"
    UNION = "union", "fagforening", "union"
    ASSOCIATION = "association", "forening", "association"
    OTHER = "other", "anden", "other"


class AffiliationKind(Named):
    PUPIL = "pupil", "elev", "pupil"
    APPRENTICE = "apprentice", "lærling", "apprentice"
    JOURNEYMAN = "journeyman", "svend", "journeyman"
    EMPLOYEE = "employee", "ansat", "employee"
    TEACHER = "teacher", "underviser", "teacher"
    MANAGER = "manager", "leder", "manager"
    CONTACT = "contact", "kontaktperson", "contact"

    def word(self, language: Language, apprentice_label: str = "") -> str:
        """What people say. In Danish an apprentice is called as the education calls them: lærling or elev."""
        if self is AffiliationKind.APPRENTICE and language is Language.DANISH and apprentice_label:
            return apprentice_label
        return self.name_in(language)


class NetworkKind(Named):
    APPRENTICE = "apprentice", "lærlinge- og elevnetværk", "apprentice and pupil network"
    GIRLS = "girls", "pigenetværk", "girls' network"
    DIVERSITY = "diversity", "diversitetsnetværk", "diversity network"
    ALUMNI = "alumni", "alumnenetværk", "alumni network"
    CLUB = "club", "klub", "club"
    PANEL = "panel", "elevpanel", "student panel"
    COUNCIL = "council", "elevråd", "student council"
    ASSOCIATION = "association", "forening", "association"
    STEERING = "steering", "styregruppe", "steering group"
    SECRETARIAT = "secretariat", "sekretariat", "secretariat"
    WORKING_GROUP = "working_group", "arbejdsgruppe", "working group"
    BRANCH = "branch", "branchesamarbejde", "branch group"
    OTHER = "other", "andet", "other"


class NetworkLevel(Named):
    OPEN = "open", "åbent", "open"
    INTERNAL = "internal", "internt", "internal"
    SHIELDED = "shielded", "skærmet", "shielded"


class NetworkStatus(Named):
    ACTIVE = "active", "aktivt", "active"
    PAUSED = "paused", "på pause", "paused"
    CLOSED = "closed", "lukket", "closed"


class MembershipRole(Named):
    MEMBER = "member", "medlem", "member"
    COORDINATOR = "coordinator", "tovholder", "coordinator"
    DEPUTY = "deputy", "stedfortræder", "deputy"
    CONTACT = "contact", "kontaktperson", "contact"
    HOST = "host", "vært", "host"
    CHAIR = "chair", "forperson", "chair"
    TREASURER = "treasurer", "kasserer", "treasurer"
    SUBSTITUTE = "substitute", "suppleant", "substitute"
    MENTOR = "mentor", "mentor", "mentor"
    ROLE_MODEL = "role_model", "rollemodel", "role model"
    ALLY = "ally", "allieret", "ally"


class EndReason(Named):
    FINISHED = "finished", "færdig", "finished"
    CHANGED_SCHOOL = "changed_school", "skiftet skole", "changed school"
    WISH = "wish", "eget ønske", "own wish"
    UNKNOWN = "unknown", "ukendt", "unknown"


class MeetingType(Named):
    NETWORK = "network", "netværksmøde", "network meeting"
    KICK_OFF = "kick_off", "kick-off", "kick-off"
    COMPANY_VISIT = "company_visit", "virksomhedsbesøg", "company visit"
    LIFE_IN_TRAINING = "life_in_training", "hverdag i oplæring", "life in training"
    WORKSHOP = "workshop", "fag- og værkstedsaften", "workshop evening"
    AFTER_WORK = "after_work", "fyraftensmøde", "after-work meeting"
    THEME = "theme", "temaaften", "theme talk"
    SOCIAL = "social", "social aften", "social evening"
    ACTIVITY_DAY = "activity_day", "fællesdag", "games, culture or sport day"
    FRIDAY_BAR = "friday_bar", "fredagsbar", "friday bar"
    CONTEST = "contest", "konkurrence på tværs", "cross-school contest"
    SKILLS = "skills", "Skills-forberedelse", "Skills preparation"
    TALENT_CAMP = "talent_camp", "Talent Camp", "Talent Camp"
    CELEBRATION = "celebration", "fejring", "celebration"
    ALUMNI = "alumni", "alumneaften", "alumni evening"
    EXCHANGE = "exchange", "erfaringsudvekslingsmøde", "exchange meeting"
    INSPIRATION = "inspiration", "inspirationsdag", "inspiration day"
    MASTERCLASS = "masterclass", "masterclass", "masterclass"
    STEERING = "steering", "styregruppemøde", "steering group meeting"
    PANEL = "panel", "elevpanelmøde", "student panel meeting"
    ANNUAL = "annual", "generalforsamling", "annual meeting"
    ROLE_MODEL = "role_model", "rollemodelbesøg", "role-model visit"
    PLANNING = "planning", "planlægningsmøde", "planning meeting"
    OTHER = "other", "andet", "other"


class TargetGroup(Named):
    """Whom a meeting is for: the rows of the matrix of activities."""

    MANAGEMENT = "management", "ledelse", "management"
    COMPANIES = "companies", "virksomheder", "companies"
    TEACHERS = "teachers", "undervisere", "teachers"
    PUPILS = "pupils", "elever", "pupils"


class Activity(Named):
    """What a meeting is to bring: the columns of the matrix of activities."""

    SKILLS = "skills", "nye kompetencer", "new skills"
    EXCHANGE = "exchange", "erfaringsudveksling", "exchange of experience"
    COMMUNITY = "community", "fællesskabsaktiviteter", "community activities"
    DIRECTION = "direction", "ny retning for EUD", "new direction for VET"


class Shift(Named):
    """What becomes of a meeting of a series that falls on a holiday or in a break."""

    KEEP = "keep", "behold", "keep"
    SKIP = "skip", "spring over", "skip"
    NEXT_WEEK = "next_week", "ugen efter", "next week"
    DAY_BEFORE = "day_before", "dagen før", "day before"


class MeetingStatus(Named):
    PLANNED = "planned", "planlagt", "planned"
    CANCELLED = "cancelled", "aflyst", "cancelled"


class MeetingRole(Named):
    PARTICIPANT = "participant", "deltager", "participant"
    HOST = "host", "vært", "host"
    CHAIR = "chair", "ordstyrer", "chair"
    MINUTES = "minutes", "referent", "minutes"
    SPEAKER = "speaker", "oplægsholder", "speaker"
    ROLE_MODEL = "role_model", "rollemodel", "role model"


class Answer(Named):
    NEEDS_ACTION = "needs_action", "ikke svaret", "no answer yet"
    ACCEPTED = "accepted", "kommer", "coming"
    TENTATIVE = "tentative", "måske", "maybe"
    DECLINED = "declined", "afbud", "declined"
    WAITING = "waiting", "venteliste", "waiting list"


class Purpose(Named):
    """Why a contact list leaves laug; it decides the fields and who is left out (`core.contacts`)."""

    MEETING = "meeting", "møde", "meeting"
    CONTACT = "contact", "kontakt", "contact"
    MAILING = "mailing", "udsendelse", "mailing"
    SIGN_IN = "sign_in", "fremmødeliste", "sign-in"
    MEMBERS = "members", "medlemsliste", "members' list"
    COMPANY = "company", "virksomhed", "company"
    ALUMNI = "alumni", "alumner", "alumni"
    MARKETING = "marketing", "markedsføring", "marketing"
    ADMINISTRATION = "administration", "administration", "administration"


class ConsentPurpose(Named):
    """What a person can agree to, one thing at a time (docs/privacy.md)."""

    DIVERSITY_MEMBERSHIP = "diversity_membership", "medlemskab af skærmet netværk", "membership of a shielded network"
    PHOTO_INTERNAL = "photo_internal", "foto internt", "photo inside the school"
    PHOTO_PUBLISHED = "photo_published", "foto og historie offentligt", "photo or story published"
    CONTACT_MEMBERS = "contact_members", "kontakt synlig for medlemmer", "contact visible to members"
    CONTACT_COMPANY = "contact_company", "kontakt til virksomhed", "contact to company"
    ATTENDANCE_COMPANY = "attendance_company", "fremmøde til virksomhed", "attendance to company"
    ALUMNI_CONTACT = "alumni_contact", "alumnekontakt", "alumni contact"
    MARKETING = "marketing", "markedsføring", "marketing"
    ROLE_MODEL = "role_model", "rollemodelliste", "role-model list"
    RETENTION = "retention", "længere opbevaring", "longer retention"


class ConsentDecision(Named):
    GIVEN = "given", "givet", "given"
    REFUSED = "refused", "afslået", "refused"
    WITHDRAWN = "withdrawn", "trukket tilbage", "withdrawn"


class ConsentChannel(Named):
    PAPER = "paper", "papir", "paper"
    EMAIL = "email", "mail", "e-mail"
    SPOKEN = "spoken", "mundtligt", "spoken"
    FORM = "form", "formular", "form"
    OTHER = "other", "andet", "other"


class ErasureReason(Named):
    """The ground on which somebody is erased (GDPR, article 17(1)); never a text of one's own, for it stays."""

    REQUEST = "request", "anmodning", "request"
    RETENTION = "retention", "slettefrist", "retention limit"
    WITHDRAWN = "withdrawn", "samtykke trukket tilbage", "consent withdrawn"
    OBJECTION = "objection", "indsigelse", "objection"
    UNLAWFUL = "unlawful", "uden hjemmel", "unlawful"
