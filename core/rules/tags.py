"""Tags: short words a school puts on people to find them again. What must not be kept of anybody is no tag either.

Tags are kept in small letters, so that `Mentor` and `mentor` are one.
"""

import re
from collections.abc import Iterable, Sequence

from core.errors import Invalid
from core.messages import N_, Message, say
from core.rules.text import clean, tidy
from db.keys import fold

TAG_LIMIT = 40
MOST_TAGS = 20
_SIGNS = re.compile(r"[,;:\"“”„|/\\<>()\[\]{}]")
# Stems, folded (`db.keys.fold`); without a star only the whole word counts. Special categories of personal data (GDPR
# article 9), and what the program keeps of nobody: no tag may bring them in again.
_FORBIDDEN: tuple[tuple[str, str], ...] = (
    (
        N_("gender"),
        "kon kvinde kvinder mand maend pige piger dreng drenge gender sex female male woman women girl girls boy boys"
        " nonbinar* transkon* transperson* transgender* cis ciskon* pronomen pronomer pronouns",
    ),
    (
        N_("origin or citizenship"),
        "etnisk* etnicitet* ethnic* race racial* hudfarve* nationalit* statsborger* indvandrer* flygtning* efterkommer*"
        " immigrant* refugee* fodeland* modersmal* tosprog* asyl* udlanding* citizenship",
    ),
    (
        N_("religion or belief"),
        "religi* tro muslim* islam* kristen christian* jode jodisk jewish hindu* buddh* ateist* atheist* halal kosher"
        " politisk* political* fagforening* union",
    ),
    (
        N_("sexuality"),
        "seksual* sexual* homo homoseks* hetero heteroseks* biseks* bisex* lesbisk* lesbian* bosse bosser gay queer lgbt*"
        " panseks* aseks* asexual*",
    ),
    (
        N_("health, diagnosis or disability"),
        "helbred* syg sygdom* sygemeld* ill illness* diagnos* medicin* handicap* disab* ordblind* dyslek* dyslex* adhd add"
        " autis* asperger* angst anxiety depress* psykisk* stress stresset gravid* pregnan* misbrug* allergi* allerg*"
        " diabet* epilep* veganer* vegetar* kost kosthensyn diaet* diet*",
    ),
    (N_("special support"), "sps spsnote* stotteperson* stottetimer specialundervis* specialpaedagogisk*"),
    (N_("absence, marks or how somebody is doing"), "fravaer* absen* karakter* grade grades frafald* dropout* pjaek*"),
    (N_("offences"), "straffet* kriminel* criminal* domt"),
    (N_("a CPR number or a login"), "cpr* personnummer* unilogin*"),
)
_WORDS = {word: what for what, words in _FORBIDDEN for word in words.split() if not word.endswith("*")}
_STARTS = tuple((word[:-1], what) for what, words in _FORBIDDEN for word in words.split() if word.endswith("*"))


def tag(field: str, text: str) -> str:
    """One tag as it is kept. Raises `Invalid` if it is too long, holds signs, or says what may be kept of nobody."""
    said = tidy(clean(field, text, limit=TAG_LIMIT).lower()).lstrip("# ")
    sign = _SIGNS.search(said)
    if sign:
        raise Invalid(
            field,
            say(N_("A tag cannot hold “{sign}”."), sign=sign.group()),
            say(N_("Write each tag by itself, in letters, digits, blanks and hyphens.")),
        )
    forbidden = told_of(said)
    if forbidden is not None:
        raise Invalid(
            field,
            say(N_("“{tag}” cannot be a tag: laug keeps nothing about {what}."), tag=said, what=forbidden),
            say(N_("Tag what people do or want to do, such as “rollemodel” or “skills 2027”.")),
        )
    return said


def told_of(said: str) -> Message | None:
    """What a text would tell of a person that must not be kept, or None."""
    for word in re.split(r"[\W_]+", fold(said)):
        if word in _WORDS:
            return say(_WORDS[word])
        for start, what in _STARTS:
            if word.startswith(start):
                return say(what)
    return None


def with_tags(held: Iterable[str], new: Sequence[str]) -> tuple[str, ...]:
    """The tags with new ones behind them, each once. Raises `Invalid` if they are too many."""
    every = tuple(dict.fromkeys((*held, *new)))
    if len(every) > MOST_TAGS:
        raise Invalid("tags", say(N_("A person can have {most} tags at most."), most=MOST_TAGS))
    return every


def without_tags(held: Iterable[str], gone: Iterable[str]) -> tuple[str, ...]:
    """The tags without those."""
    away = {tidy(one.lower()).lstrip("# ") for one in gone}
    return tuple(one for one in held if one not in away)
