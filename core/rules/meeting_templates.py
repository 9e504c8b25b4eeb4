"""The meeting templates that come with laug: how long, what is on the agenda, who is wanted for what. People edit them.

An agenda has a line a point with its minutes. Each text comes in Danish and English; a template is named by its type.
"""

from dataclasses import dataclass
from datetime import time

from core.rules.kinds import Activity, Language, MeetingType, TargetGroup

Both = tuple[str, str]
"""The same in Danish and English."""
Points = tuple[tuple[str, str, int], ...]
"""The points of an agenda, in Danish and English, each with its minutes; 0 leaves them out."""


@dataclass(frozen=True)
class ShippedTemplate:
    """A template as it comes with laug."""

    type: MeetingType
    length: int
    points: Points
    roles: tuple[Both, ...] = ()
    start: time | None = None
    target_groups: tuple[TargetGroup, ...] = ()
    activity: Activity | None = None
    catering: Both = ("", "")
    transport: Both = ("", "")
    sign_up_days: int | None = 3
    capacity: int | None = None

    def name(self, language: Language) -> str:
        """What it is called: as its type, with a capital."""
        name = self.type.name_in(language)
        return name[:1].upper() + name[1:]

    def agenda(self, language: Language) -> str:
        """A line a point, with its minutes behind."""
        said = ((in_language((danish, english), language), minutes) for danish, english, minutes in self.points)
        return "\n".join(f"{text} ({minutes} min.)" if minutes else text for text, minutes in said)

    def roles_in(self, language: Language) -> tuple[str, ...]:
        """Who is wanted for what."""
        return tuple(in_language(role, language) for role in self.roles)


def in_language(text: Both, language: Language) -> str:
    """The one of the two."""
    return text[0] if language is Language.DANISH else text[1]


_HOST, _CHAIR, _MINUTES, _DOOR = (
    ("vært", "host"), ("ordstyrer", "chair"), ("referent", "minutes"), ("dørvagt", "door list"),
)  # fmt: skip
_SPEAKER, _ROLE_MODEL = ("oplægsholder", "speaker"), ("rollemodel", "role model")
_EVENING = (_HOST, _DOOR)
_MEETING = (_CHAIR, _MINUTES)
_BUS = ("Slut mindst 20 minutter før sidste bus", "End at least 20 minutes before the last bus")
_LATE_BUS = ("Sen bus eller samkørsel hjem", "A late bus or shared rides home")
_RIDES = ("Bus eller samkørsel derud", "A bus or shared rides there")
_SANDWICH = ("Sandwich og vand", "Sandwiches and water")
_COFFEE = ("Kaffe og frugt", "Coffee and fruit")
_LUNCH = ("Frokost", "Lunch")
_EVENING_MEAL = ("Aftensmad", "Supper")
_PUPILS, _COMPANIES = TargetGroup.PUPILS, TargetGroup.COMPANIES
_TEACHERS, _MANAGEMENT = TargetGroup.TEACHERS, TargetGroup.MANAGEMENT
_FOOD_DAYS = 5  # whoever cooks must know earlier

SHIPPED = (
    ShippedTemplate(
        MeetingType.NETWORK, 120,
        (
            ("Velkomst", "Welcome", 10), ("Runde i par", "Round in pairs", 20), ("Dagens emne", "Today's topic", 40),
            ("Mad", "Food", 30), ("Næste møde og afslutning", "Next meeting and close", 20),
        ),
        _EVENING, time(17), (_PUPILS,), Activity.COMMUNITY, ("Pizza eller suppe", "Pizza or soup"), _BUS, _FOOD_DAYS,
    ),
    ShippedTemplate(
        MeetingType.KICK_OFF, 150,
        (
            ("Ankomst og mad", "Arrival and food", 30), ("Hvorfor er vi her?", "Why are we here?", 15),
            ("Makkere på tværs af skoler", "Partners across schools", 30),
            ("Ønsker til programmet", "Wishes for the programme", 35), ("Valg af værter", "Choosing hosts", 20),
            ("Tak for i dag", "Thanks and goodbye", 20),
        ),
        (_HOST, _CHAIR, _DOOR), time(16, 30), (_PUPILS,), Activity.COMMUNITY, _SANDWICH, _BUS, _FOOD_DAYS,
    ),
    ShippedTemplate(
        MeetingType.COMPANY_VISIT, 150,
        (
            ("Samling ved porten og sikkerhed", "Meeting at the gate, and safety", 15), ("Rundtur", "Tour", 45),
            ("En lærling fortæller", "An apprentice tells", 20), ("Prøv selv", "Try it yourself", 40),
            ("Spørgsmål og kaffe", "Questions and coffee", 30),
        ),
        (_HOST, ("kontakt i virksomheden", "company contact"), _DOOR), time(15), (_COMPANIES, _PUPILS), Activity.SKILLS,
        _COFFEE,
        ("Bus eller samkørsel; husk sikkerhedssko", "A bus or shared rides; bring safety shoes"), 3, 30,
    ),
    ShippedTemplate(
        MeetingType.LIFE_IN_TRAINING, 90,
        (
            ("Tre korte historier", "Three short stories", 30), ("Råd ved bordene", "Advice at the tables", 30),
            ("Fælles liste", "One list for all", 20), ("Afslutning", "Close", 10),
        ),
        (_HOST, _CHAIR), time(17), (_PUPILS,), Activity.EXCHANGE, _COFFEE, _BUS,
    ),
    ShippedTemplate(
        MeetingType.WORKSHOP, 180,
        (
            ("Sikkerhed", "Safety", 10), ("Opgave i hold", "A task in teams", 120), ("Fremvisning", "Showing the work", 30),
            ("Oprydning", "Cleaning up", 20),
        ),
        (_HOST, ("ansvarlig for værkstedet", "in charge of the workshop"), _DOOR), time(16, 30), (_PUPILS,),
        Activity.SKILLS, _SANDWICH, _LATE_BUS, _FOOD_DAYS, 24,
    ),
    ShippedTemplate(
        MeetingType.AFTER_WORK, 90,
        (
            ("Oplæg", "Talk", 30), ("Eksempler", "Cases", 30), ("Aftaler", "Agreements", 20), ("Kaffe", "Coffee", 10),
        ),
        (_HOST, _SPEAKER, _CHAIR), time(15, 30), (_COMPANIES,), Activity.EXCHANGE, _COFFEE,
    ),
    ShippedTemplate(
        MeetingType.THEME, 120,
        (
            ("Velkomst", "Welcome", 10), ("Oplægsholder", "Speaker", 45), ("Grupper", "Groups", 30),
            ("Pause med mad", "Break with food", 20), ("Opsamling", "Summing up", 15),
        ),
        (_HOST, _SPEAKER, _CHAIR), time(17), (_PUPILS,), Activity.SKILLS, _SANDWICH, _BUS, _FOOD_DAYS,
    ),
    ShippedTemplate(
        MeetingType.SOCIAL, 180,
        (
            ("Madhold", "Cooking together", 60), ("Vi spiser", "Eating", 45), ("Spil", "Games", 60),
            ("Oprydning", "Cleaning up", 15),
        ),
        (_HOST, ("madhold", "cooks")), time(17), (_PUPILS,), Activity.COMMUNITY,
        ("Vi laver mad sammen; uden alkohol", "We cook together; no alcohol"), _LATE_BUS, _FOOD_DAYS,
    ),
    ShippedTemplate(
        MeetingType.ACTIVITY_DAY, 240,
        (
            ("Ankomst og hold", "Arrival and teams", 20), ("Første runde", "First round", 50),
            ("Anden runde", "Second round", 50), ("Pause", "Break", 40), ("Tredje runde", "Third round", 50),
            ("Præmier", "Prizes", 30),
        ),
        (_HOST, ("holdledere", "team leaders"), _DOOR), time(10), (_PUPILS,), Activity.COMMUNITY, _LUNCH, _RIDES,
        _FOOD_DAYS, 80,
    ),
    ShippedTemplate(
        MeetingType.FRIDAY_BAR, 240,
        (
            ("Vagtplan og nødkort gennemgås", "Rota and emergency card gone through", 20),
            ("Åbent, med mærke til dem under 18", "Open, those under 18 are marked", 200),
            ("Oprydning og hjemtur", "Cleaning up and the way home", 20),
        ),
        (("ædru værter", "sober hosts"), ("vagter", "on duty"), _DOOR), time(15), (_PUPILS,), Activity.COMMUNITY,
        ("Også uden alkohol", "Drinks without alcohol too"), _LATE_BUS,
    ),
    ShippedTemplate(
        MeetingType.CONTEST, 300,
        (
            ("Velkomst", "Welcome", 15), ("Regler", "Rules", 15), ("Opgaven", "The task", 180),
            ("Dommerne ser på det", "The judges look at it", 45), ("Kåring", "Prizes", 45),
        ),
        (_HOST, ("dommere", "judges"), _DOOR), time(9, 30), (_PUPILS,), Activity.COMMUNITY, _LUNCH, _RIDES, 14, 40,
    ),
    ShippedTemplate(
        MeetingType.SKILLS, 180,
        (
            ("Teknik", "Technique", 60), ("På tid", "Against the clock", 75), ("Feedback", "Feedback", 30),
            ("Aftale til næste gang", "Agreement for next time", 15),
        ),
        (("træner", "trainer"),), time(15), (_PUPILS,), Activity.COMMUNITY, _SANDWICH, _BUS, 7, 12,
    ),
    ShippedTemplate(
        MeetingType.TALENT_CAMP, 3 * 24 * 60,
        (
            ("Dag 1: ankomst og hold", "Day 1: arrival and teams", 0),
            ("Dag 2: spor i fagene, aften sammen", "Day 2: tracks in the trades, the evening together", 0),
            ("Sidste dag: fremvisning", "Last day: showing the work", 0),
        ),
        (
            _HOST, ("sporledere", "track leaders"), ("nattevagt", "on duty at night"),
            ("kontakt til forældre", "contact to guardians"),
        ),
        None, (_PUPILS,), Activity.SKILLS, ("Alle måltider", "All meals"), _RIDES, 30, 60,
    ),
    ShippedTemplate(
        MeetingType.CELEBRATION, 180,
        (
            ("Ankomst", "Arrival", 20), ("Tale", "Speech", 15), ("Svendebreve fag for fag", "Certificates trade by trade", 60),
            ("En rollemodel fortæller", "A role model tells", 15), ("Mad", "Food", 60),
            ("Tilbud til alumner", "Offers to alumni", 10),
        ),
        (_HOST, ("taler", "speech"), _ROLE_MODEL, _DOOR), time(16), (_COMPANIES, _PUPILS), Activity.COMMUNITY,
        ("Mad til gæster også", "Food for guests too"), _LATE_BUS, 7,
    ),
    ShippedTemplate(
        MeetingType.ALUMNI, 120,
        (
            ("Nyt fra skolen", "News from the school", 15), ("Ny maskine eller teknik", "A new machine or technique", 40),
            ("Hvem søger hvem?", "Who is looking for whom?", 30), ("Mad", "Food", 35),
        ),
        (_HOST, _SPEAKER), time(17), (_PUPILS,), Activity.EXCHANGE, _EVENING_MEAL, sign_up_days=_FOOD_DAYS,
    ),
    ShippedTemplate(
        MeetingType.EXCHANGE, 180,
        (
            ("Kort nyt fra hver skole", "News from each school", 20), ("Første eksempel", "First case", 30),
            ("Andet eksempel", "Second case", 30), ("Arbejde i grupper", "Work in groups", 50),
            ("Erfaringskort", "Experience cards", 30), ("Næste vært", "Next host", 20),
        ),
        (_HOST, _CHAIR, _MINUTES), time(9, 30), (_MANAGEMENT, _TEACHERS), Activity.EXCHANGE, _LUNCH,
        sign_up_days=_FOOD_DAYS,
    ),
    ShippedTemplate(
        MeetingType.INSPIRATION, 360,
        (
            ("Velkomst", "Welcome", 15), ("Hovedtale", "Keynote", 45), ("Spor, første runde", "Tracks, first round", 75),
            ("Frokost", "Lunch", 60), ("Spor, anden runde", "Tracks, second round", 75),
            ("Elever på scenen", "Pupils on stage", 30), ("Opsamling", "Summing up", 60),
        ),
        (_HOST, _CHAIR, _SPEAKER, ("sporværter", "track hosts"), _DOOR), time(9), (_TEACHERS, _COMPANIES), Activity.EXCHANGE,
        _LUNCH, sign_up_days=14, capacity=120,
    ),
    ShippedTemplate(
        MeetingType.MASTERCLASS, 240,
        (
            ("Hvad har I brug for?", "What do you need?", 20), ("Oplæg", "Talk", 60), ("Øvelser", "Exercises", 90),
            ("Plan med hjem", "A plan to take home", 40), ("Pause", "Break", 15), ("Evaluering", "Evaluation", 15),
        ),
        (_HOST, _SPEAKER), time(9), (_MANAGEMENT, _TEACHERS), Activity.SKILLS, _LUNCH, sign_up_days=7, capacity=24,
    ),
    ShippedTemplate(
        MeetingType.STEERING, 120,
        (
            ("Dagsorden og referat godkendes", "Agenda and minutes approved", 10), ("Status og tal", "Status and figures", 25),
            ("Målgrupper, aktiviteter og huller", "Target groups, activities and gaps", 25),
            ("Beslutninger", "Decisions", 40), ("Behov fra skolerne", "Needs of the schools", 10),
            ("Eventuelt", "Any other business", 10),
        ),
        _MEETING, time(13), (_MANAGEMENT,), Activity.DIRECTION, _COFFEE, sign_up_days=7,
    ),
    ShippedTemplate(
        MeetingType.PANEL, 90,
        (
            ("Siden sidst: I sagde, vi gjorde", "Since last time: you said, we did", 10),
            ("To spørgsmål fra forum", "Two questions from the forum", 40), ("Egne punkter", "Own points", 25),
            ("Hvem bringer det videre?", "Who takes it further?", 15),
        ),
        _MEETING, time(15), (_PUPILS,), Activity.DIRECTION, _SANDWICH, _BUS,
    ),
    ShippedTemplate(
        MeetingType.ANNUAL, 90,
        (
            ("Valg af ordstyrer", "Choosing a chair", 5), ("Beretning", "Report of the year", 25),
            ("Forslag", "Proposals", 25), ("Valg, kun antal stemmer", "Election, only counts of votes", 25),
            ("Eventuelt", "Any other business", 10),
        ),
        (*_MEETING, ("stemmetællere", "tellers")), time(17), (_PUPILS,), Activity.COMMUNITY, _COFFEE, _BUS, 7,
    ),
    ShippedTemplate(
        MeetingType.ROLE_MODEL, 60,
        (
            ("Aftale med læreren", "Agreement with the teacher", 5), ("Tre pointer", "Three points", 20),
            ("Prøv selv", "Try it yourself", 20), ("Spørgsmål", "Questions", 15),
        ),
        (_HOST, _ROLE_MODEL), time(10), (_PUPILS,), Activity.DIRECTION, sign_up_days=None,
    ),
    ShippedTemplate(
        MeetingType.PLANNING, 60,
        (
            ("Status", "Status", 10), ("De næste tre møder", "The next three meetings", 25), ("Roller", "Roles", 10),
            ("Transport", "Transport", 10), ("Tjek af data", "Checking the data", 5),
        ),
        _MEETING, time(15), sign_up_days=None,
    ),
)  # fmt: skip
"""One for each type, the most common first."""
