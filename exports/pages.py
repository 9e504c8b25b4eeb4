"""Pages for the web with the coming meetings: no scripts, nothing from elsewhere, to be read on a phone or printed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from urllib.parse import quote, urlsplit

from core.messages import N_, Message
from core.publishing import Publication, PublishedMeeting, PublishedNetwork
from core.rules.kinds import Language
from core.rules.moments import LocalTime
from core.rules.spoken import Span
from exports import ical
from exports.columns import Wording
from exports.files import safe_file_name
from exports.long_days import written_out
from exports.plain_text import one_line, several_lines

# Danish has the plain names, whoever publishes: a link that somebody has saved leads to the same page tomorrow.
_ENDINGS: Mapping[Language, str] = {Language.DANISH: ".html", Language.ENGLISH: ".en.html"}
_OWN_NAMES: Mapping[Language, str] = {Language.DANISH: "Dansk", Language.ENGLISH: "English"}
_TITLE, _ALL, _NETWORKS, _CALENDAR = N_("Meetings of the networks"), N_("All networks"), N_("Networks"), N_("Calendar")
_COMING, _NONE, _CANCELLED = N_("Coming meetings"), N_("No meetings are planned."), N_("Cancelled")
_OWN_CALENDAR, _CALENDAR_OF = N_("In your own calendar"), N_("The calendar of the network")
_HOW = N_(
    "Copy the link, and let your calendar subscribe to it (add a calendar from the internet, from a URL). It then follows by"
    " itself; some calendars look for news only once a day."
)
_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 42rem; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: .5rem 0; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1.05rem; margin: 0; }
ol, ul { list-style: none; margin: 0; padding: 0; }
li { border-top: 1px solid #8888; padding: .7rem 0; break-inside: avoid; }
p { margin: .2rem 0; white-space: pre-line; }
a { display: inline-block; padding: .2rem 0; }
del { opacity: .7; }
.when { font-weight: bold; }
.when span { white-space: nowrap; }
@media print { body { font-size: 11pt; max-width: none; padding: 0; } nav, .subscribe { display: none; } }
""".strip()
_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
{robots}<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
{alternate}<style>
{style}
</style>
</head>
<body>
<header>
<nav>{links}</nav>
<h1>{title}</h1>
</header>
<main>
{body}
</main>
</body>
</html>
"""


def files(publication: Publication, wordings: Sequence[Wording]) -> dict[str, bytes]:
    """Every file by its name: a calendar and a page in each language for each network, last the pages with all."""
    made: dict[str, bytes] = {}
    for network in publication.networks:
        made[f"{_stem(network)}.ics"] = ical.feed(network.feed)
        for wording in wordings:
            made[f"{_stem(network)}{_ENDINGS[wording.language]}"] = _network_page(
                publication, network, wording, wordings
            )
    for wording in wordings:
        made[f"{publication.index_stem}{_ENDINGS[wording.language]}"] = _index(publication, wording, wordings)
    return made


def _stem(network: PublishedNetwork) -> str:
    return safe_file_name(network.stem)


def _network_page(
    publication: Publication, network: PublishedNetwork, wording: Wording, wordings: Sequence[Wording]
) -> bytes:
    tell = wording.catalogue.gettext
    home = []
    if not publication.secret:  # or whoever has one link would have them all
        home = [_link(f"{publication.index_stem}{_ENDINGS[wording.language]}", tell(_ALL))]
    subscribe = (
        f'<section class="subscribe">\n<h2>{_text(tell(_OWN_CALENDAR))}</h2>\n'
        f"<p>{_link(f'{_stem(network)}.ics', tell(_CALENDAR_OF))}</p>\n"
        f"<p>{_text(tell(_HOW))}</p>\n</section>"
    )
    body = f"{_coming(network.coming, wording, others=network.name)}\n{subscribe}"
    return _page(publication, network.name, _stem(network), body, home, wording, wordings)


def _index(publication: Publication, wording: Wording, wordings: Sequence[Wording]) -> bytes:
    tell = wording.catalogue.gettext
    items = "\n".join(
        f"<li>{_link(f'{_stem(one)}{_ENDINGS[wording.language]}', one.name)}<br>\n"
        f"{_link(f'{_stem(one)}.ics', tell(_CALENDAR))}: {_text(_count(len(one.coming), wording))}</li>"
        for one in publication.networks
    )
    body = f"<section>\n<h2>{_text(tell(_NETWORKS))}</h2>\n<ul>\n{items}\n</ul>\n</section>" if items else ""
    body = f"{_coming(publication.coming, wording)}\n{body}"
    return _page(publication, tell(_TITLE), publication.index_stem, body, [], wording, wordings)


def _count(number: int, wording: Wording) -> str:
    return Message(N_("{n} coming meeting"), {"n": number}, N_("{n} coming meetings")).render(wording.catalogue)


def _page(
    publication: Publication,
    title: str,
    stem: str,
    body: str,
    home: list[str],
    wording: Wording,
    wordings: Sequence[Wording],
) -> bytes:
    others = [one.language for one in wordings if one.language is not wording.language]
    links = [*home, *(_link(f"{stem}{_ENDINGS[one]}", _OWN_NAMES[one], one) for one in others)]
    alternate = "".join(
        f'<link rel="alternate" hreflang="{one.value}" href="{_address(f"{stem}{_ENDINGS[one]}")}">\n' for one in others
    )
    robots = '<meta name="robots" content="noindex">\n' if publication.secret else ""
    return _PAGE.format(
        language=wording.language.value, title=_text(title), style=_STYLE, robots=robots, alternate=alternate,
        links=" · ".join(links), body=body,
    ).encode()  # fmt: skip


def _coming(coming: Iterable[PublishedMeeting], wording: Wording, *, others: str = "") -> str:
    tell = wording.catalogue.gettext
    items = "\n".join(_meeting(one, wording, others) for one in coming)
    listed = f"<ol>\n{items}\n</ol>" if items else f"<p>{_text(tell(_NONE))}</p>"
    return f"<section>\n<h2>{_text(tell(_COMING))}</h2>\n{listed}\n</section>"


def _meeting(meeting: PublishedMeeting, wording: Wording, others: str) -> str:
    tell = wording.catalogue.gettext
    title = _text(meeting.title)
    heading = f"<del>{title}</del> <strong>{_text(tell(_CANCELLED))}</strong>" if meeting.cancelled else title
    said = _text(written_out(meeting.span, wording.language)).replace("kl. ", "kl.\N{NO-BREAK SPACE}")
    day, _blank, hours = said.rpartition(" ")
    when = f'<time datetime="{_machine(meeting.span)}">{day} <span>{hours}</span></time>'
    named = [one for one in meeting.networks if one != others]
    place = "" if meeting.place == meeting.link else meeting.place
    lines = [
        f"<h3>{heading}</h3>",
        f'<p class="when">{when}</p>',
        *([f"<p>{_text(place)}</p>"] if place else []),
        *([f"<p>{_online(meeting.link)}</p>"] if meeting.link else []),
        *([f"<p>{escape(several_lines(meeting.description))}</p>"] if meeting.description else []),
        *([f"<p>{_text(', '.join(named))}</p>"] if named else []),
    ]
    return "<li>\n<article>\n" + "\n".join(lines) + "\n</article>\n</li>"


def _machine(span: Span) -> str:
    """The start as programs read it (HTML, valid date or local date and time)."""
    start = span.start
    match start:
        case LocalTime():
            return f"{start.day.isoformat()}T{start.at.strftime('%H:%M')}"
        case date():
            return start.isoformat()


def _online(link: str) -> str:
    """A link to the web; what is none, as `javascript:`, is no more than text."""
    address = one_line(link)
    try:
        known = urlsplit(address).scheme.lower() in ("http", "https")
    except ValueError:
        known = False
    return f'<a href="{escape(address)}" rel="noreferrer">{escape(address)}</a>' if known else escape(address)


def _link(name: str, text: str, language: Language | None = None) -> str:
    spoken = f' lang="{language.value}" hreflang="{language.value}"' if language else ""
    return f'<a href="{_address(name)}"{spoken}>{_text(text)}</a>'


def _address(name: str) -> str:
    """A file beside this one; the dot keeps a colon in a name from being a scheme."""
    return escape("./" + quote(name))


def _text(text: str) -> str:
    return escape(one_line(text))
