"""What the example file is made of: invented people, schools and companies in real towns of Central Denmark.

Nobody in it exists: given and family names are drawn apart from each other, schools and companies are named after birds
and landscapes, telephone numbers are of series nobody has (94 and 95), and mails end in `.example` (RFC 2606).
"""

from dataclasses import dataclass

GIRLS = (
    "Emma", "Sofie", "Mathilde", "Laura", "Freja", "Julie", "Ida", "Caroline", "Clara", "Maja", "Signe", "Nanna",
    "Amalie", "Katrine", "Anne-Mette", "Heidi", "Charlotte", "Tina", "Amina", "Fatima", "Zahra", "Kateryna",
    "Agnieszka", "Josefine", "Karla", "Liva", "Astrid", "Rebecca", "Trine", "Ditte", "Line", "Åse", "Zoë", "Renée",
)  # fmt: skip
BOYS = (
    "Mikkel", "Mathias", "Emil", "Frederik", "Lucas", "Magnus", "Rasmus", "Oliver", "Noah", "Victor", "William",
    "Tobias", "Jonas", "Malthe", "Henrik", "Lars", "Morten", "Søren", "Jørgen", "Ahmad", "Yusuf", "Mehmet",
    "Oleksandr", "Kasper", "Anton", "Bjørn", "Jeppe", "Asger", "Kristian", "Nikolaj", "Ionuț", "Jürgen", "André",
)  # fmt: skip
FAMILIES = (
    "Nielsen", "Jensen", "Hansen", "Andersen", "Pedersen", "Christensen", "Larsen", "Sørensen", "Rasmussen",
    "Jørgensen", "Madsen", "Møller", "Mortensen", "Østergaard", "Kjær", "Bach", "Holm", "Åkjær", "Juhl", "Aagaard",
    "Bach Kjær", "Holm-Nielsen", "Lund", "Thomsen", "Poulsen", "Knudsen", "Dahl", "Vestergaard", "Overgaard", "Kløvedal",
    "Riis", "Toft", "Skov", "Bjerre", "Krogh", "Winther", "Al-Hassan", "Nguyễn", "O'Brien", "van der Meer", "Yılmaz",
    "Kowalska", "Shevchenko", "Popescu", "Öztürk", "Łukasik",
)  # fmt: skip
# People every list should have: names that are hard to sort, fold, split or tell apart.
REMARKABLE = (
    ("Mikkel", "Jensen"), ("Mikkel", "Jensen"), ("Freja", "Holm-Nielsen"), ("Malthe", "Holm-Nielsen"),
    ("Anne-Mette", "Bach Kjær"), ("Sean", "O'Brien"), ("Yusuf", "Al-Hassan"), ("Zahra", ""), ("Ionuț", "Popescu"),
    ("Linh", "Nguyễn"), ("Pieter", "van der Meer"), ("Åse", "Åkjær"), ("Bodil", "Aagaard"), ("Søren", "Sørensen"),
)  # fmt: skip
SAME_NAME, SIBLINGS = (0, 1), (2, 3)

TOWNS = (
    ("8000", "Aarhus C"), ("8200", "Aarhus N"), ("8210", "Aarhus V"), ("8260", "Viby J"), ("8240", "Risskov"),
    ("8300", "Odder"), ("8370", "Hadsten"), ("8400", "Ebeltoft"), ("8500", "Grenaa"), ("8543", "Hornslet"),
    ("8600", "Silkeborg"), ("8660", "Skanderborg"), ("8680", "Ry"), ("8700", "Horsens"), ("8722", "Hedensted"),
    ("8800", "Viborg"), ("8850", "Bjerringbro"), ("8900", "Randers C"), ("8930", "Randers NØ"), ("8960", "Randers SØ"),
    ("8963", "Auning"), ("7330", "Brande"), ("7400", "Herning"), ("7430", "Ikast"), ("7500", "Holstebro"),
    ("7600", "Struer"), ("7620", "Lemvig"), ("7800", "Skive"), ("6900", "Skjern"), ("6950", "Ringkøbing"),
)  # fmt: skip
STREETS = ("Lærkevej", "Birkevej", "Skovbrynet", "Engdraget", "Kirkegade", "Nørregade", "Strandvejen", "Åboulevarden")

BUILDING, CARE, TRADE, FOOD = (
    "Teknologi, byggeri og transport",
    "Omsorg, sundhed og pædagogik",
    "Kontor, handel og forretningsservice",
    "Fødevarer, jordbrug og oplevelser",
)
AREA_WEIGHTS = {BUILDING: 46, CARE: 22, TRADE: 20, FOOD: 12}


@dataclass(frozen=True)
class Education:
    """A programme: names, main area, code of its classes, the trade of its companies, whether its people are elever."""

    name: str
    english: str
    area: str
    code: str
    trade: str
    pupil: bool = False
    aliases: tuple[str, ...] = ()


EDUCATIONS = (
    Education("Tømrer", "Carpenter", BUILDING, "tøm", "Tømrer og Snedker", aliases=("Træfagenes byggeuddannelse",)),
    Education("Murer", "Bricklayer", BUILDING, "mur", "Murerforretning"),
    Education("Maler", "Painter", BUILDING, "mal", "Malerfirma"),
    Education("VVS-energi", "Plumbing and energy", BUILDING, "vvs", "VVS og Varme", aliases=("VVS", "VVS-energiuddannelsen")),
    Education("Elektriker", "Electrician", BUILDING, "el", "El-service"),
    Education("Smed", "Smith", BUILDING, "sme", "Maskinværksted"),
    Education("Industritekniker", "Industrial technician", BUILDING, "ind", "Maskinværksted"),
    Education("Datatekniker", "Data technician", BUILDING, "dat", "It-service"),
    Education("Personvognsmekaniker", "Car mechanic", BUILDING, "mek", "Autoværksted", aliases=("Mekaniker",)),
    Education("Anlægsstruktør", "Construction structure", BUILDING, "anl", "Anlæg og Kloak"),
    Education("Social- og sundhedsassistent", "Health care assistant", CARE, "ssa", "Plejehjem", aliases=("SOSU-assistent",)),
    Education("Social- og sundhedshjælper", "Health care helper", CARE, "ssh", "Hjemmepleje", aliases=("SOSU-hjælper",)),
    Education("Pædagogisk assistent", "Pedagogical assistant", CARE, "pau", "Børnehus", aliases=("PAU",)),
    Education("Frisør", "Hairdresser", CARE, "fri", "Salon"),
    Education("Kontor", "Office administration", TRADE, "kon", "Revision", pupil=True),
    Education("Detailhandel", "Retail", TRADE, "det", "Varehus", pupil=True),
    Education("Eventkoordinator", "Event coordinator", TRADE, "eve", "Event", pupil=True),
    Education("Gastronom", "Chef", FOOD, "gas", "Kro", aliases=("Kok",)),
    Education("Bager og konditor", "Baker and confectioner", FOOD, "bag", "Bageri"),
    Education("Landmand", "Farmer", FOOD, "lan", "Gård"),
    Education("Dyrepasser", "Animal keeper", FOOD, "dyr", "Dyrepark"),
)


@dataclass(frozen=True)
class School:
    """An invented school: name, its mail domain, where it lies and which main areas it teaches."""

    name: str
    domain: str
    postcode: str
    town: str
    areas: tuple[str, ...]
    aliases: tuple[str, ...] = ()


SCHOOLS = (
    School("Gudenåens Erhvervsskole", "gudenaaen", "8900", "Randers C", (BUILDING, TRADE, FOOD), ("Gudenåen", "GE")),
    School("Heelandets Tekniske Skole", "heelandet", "7400", "Herning", (BUILDING, TRADE), ("Heelandet", "HTS")),
    School("Domkirkebyens Fagskole", "domkirkebyen", "8800", "Viborg", (BUILDING, FOOD), ("Domkirkebyen",)),
    School("Kystens SOSU-skole", "kysten", "8200", "Aarhus N", (CARE,), ("Kysten",)),
    School("Bugtens Håndværkerskole", "bugten", "8260", "Viby J", (BUILDING, CARE), ("Bugten",)),
    School("Søhøjlandets Uddannelsescenter", "soehoejlandet", "8600", "Silkeborg", (CARE, TRADE), ("Søhøjlandet", "SUC")),
    School("Storåens Erhvervsskole", "storaaen", "7500", "Holstebro", (BUILDING, TRADE, FOOD), ("Storåen",)),
    School("Østkystens Fagskole", "oestkysten", "8500", "Grenaa", (FOOD, CARE), ("Østkysten",)),
)
BIRDS = (
    "Tårnfalken", "Gulspurven", "Blåmejsen", "Ringduen", "Vibebakken", "Sanglærken", "Stæren", "Isfuglen", "Rørdrummen",
    "Skovskaden", "Hejren", "Musvitten", "Rødhalsen", "Ternen", "Dompappen", "Kernebideren", "Svalen", "Ederfuglen",
    "Lomvien", "Hærfuglen", "Bogfinken", "Agerhønen", "Tranen", "Kirkeuglen",
)  # fmt: skip
