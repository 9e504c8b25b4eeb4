"""Typical vocational educations: a list to begin with, that people edit; names change, so each has its other names.

The four main areas are those of the Danish vocational educations. Whether an apprentice is called lærling or elev follows
the education: in office, trade and business the word is elev.
"""

from dataclasses import dataclass

from db.keys import fold

CARE = "Omsorg, sundhed og pædagogik"
TRADE = "Kontor, handel og forretningsservice"
FOOD = "Fødevarer, jordbrug og oplevelser"
BUILDING = "Teknologi, byggeri og transport"
MAIN_AREAS = (CARE, TRADE, FOOD, BUILDING)
APPRENTICE, PUPIL = "lærling", "elev"


@dataclass(frozen=True)
class TypicalEducation:
    """An education as most schools know it."""

    name: str
    name_en: str
    main_area: str
    aliases: tuple[str, ...] = ()
    apprentice_label: str = APPRENTICE


def _of(area: str, *educations: tuple[str, ...]) -> tuple[TypicalEducation, ...]:
    label = PUPIL if area == TRADE else APPRENTICE
    return tuple(TypicalEducation(one[0], one[1], area, one[2:], label) for one in educations)


TYPICAL: tuple[TypicalEducation, ...] = (
    *_of(
        CARE,
        ("Social- og sundhedshjælper", "Social and health care helper", "SOSU-hjælper", "SSH"),
        ("Social- og sundhedsassistent", "Social and health care assistant", "SOSU-assistent", "SSA"),
        ("Pædagogisk assistent", "Pedagogical assistant", "PAU", "Den pædagogiske assistentuddannelse"),
        ("Tandklinikassistent", "Dental nurse"),
        ("Hospitalsteknisk assistent", "Hospital technical assistant"),
        ("Frisør", "Hairdresser"),
        ("Kosmetiker", "Beautician"),
    ),
    TypicalEducation("Ambulancebehandler", "Ambulance assistant", CARE, ("Ambulanceassistent",), PUPIL),
    *_of(
        TRADE,
        ("Kontor", "Office administration", "Kontoruddannelsen", "Kontorassistent"),
        ("Detailhandel", "Retail", "Detail", "Detailhandelsuddannelsen"),
        ("Handelsassistent", "Trade assistant", "Handel", "Handelsuddannelsen"),
        ("Eventkoordinator", "Event coordinator", "Event"),
        ("Finans", "Finance", "Finansuddannelsen"),
    ),
    *_of(
        FOOD,
        ("Gastronom", "Chef", "Kok"),
        ("Ernæringsassistent", "Nutrition assistant"),
        ("Bager og konditor", "Baker and confectioner", "Bager", "Konditor"),
        ("Slagter", "Butcher"),
        ("Tjener", "Waiter"),
        ("Landmand", "Farmer", "Landbrugsuddannelsen"),
        ("Gartner", "Gardener"),
        ("Dyrepasser", "Animal keeper"),
        ("Mejerist", "Dairy technician"),
    ),
    *_of(
        BUILDING,
        ("Tømrer", "Carpenter"),
        ("Murer", "Bricklayer"),
        ("Maler", "Painter", "Bygningsmaler"),
        ("VVS-energi", "Plumbing and energy", "VVS", "VVS-energiuddannelsen", "VVS'er"),
        ("Elektriker", "Electrician", "El"),
        ("Smed", "Smith"),
        ("Industritekniker", "Industrial technician"),
        ("Automatiktekniker", "Automation technician", "Automatik"),
        ("Datatekniker", "Data technician", "Data"),
        ("Personvognsmekaniker", "Car mechanic", "Mekaniker", "Automekaniker"),
        ("Lastvognsmekaniker", "Truck mechanic"),
        ("Landbrugsmaskinmekaniker", "Agricultural machinery mechanic"),
        ("Anlægsstruktør", "Construction worker", "Struktør"),
        ("Lager og terminal", "Warehouse and terminal", "Lager"),
        ("Kørselsuddannelsen", "Transport", "Chauffør"),
        ("Træfagenes byggeuddannelse", "Wood trades"),
        ("Webudvikler", "Web developer", "Web"),
        ("Mediegrafiker", "Media graphic designer"),
    ),
)
_BY_NAME = {fold(name): one for one in TYPICAL for name in (*one.aliases, one.name)}


def typical(name: str) -> TypicalEducation | None:
    """The typical education of that name or other name."""
    return _BY_NAME.get(fold(name))
