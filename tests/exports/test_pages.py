"""Pages for the web, read as a browser reads them: well nested, from nowhere else, and text stays text."""

from collections.abc import Iterator
from datetime import date, time
from gettext import NullTranslations
from html.parser import HTMLParser

import pytest

from core.calendar import CalendarFeed
from core.publishing import Publication, PublishedMeeting, PublishedNetwork
from core.rules.kinds import Language
from core.rules.moments import LocalTime
from core.rules.spoken import Span
from exports import pages
from exports.columns import Wording
from exports.long_days import written_out
from tests import hostile
from tests.exports.made import EVENT

START, END = (LocalTime(date(2026, 11, 24), time(hour), "Europe/Copenhagen") for hour in (17, 19))
EVENING = Span(START, END, False)
BOTH = [Wording(NullTranslations(), Language.DANISH), Wording(NullTranslations(), Language.ENGLISH)]
VOID = {"meta", "link", "br"}
ALLOWED = {
    "html", "head", "meta", "link", "title", "style", "body", "header", "nav", "main", "section", "article", "h1", "h2", "h3",
    "ol", "ul", "li", "p", "a", "br", "del", "strong", "time", "span",
}  # fmt: skip


class Page(HTMLParser):
    """What a page consists of; raises `AssertionError` where tags are not nested as they must be."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        text = data.decode()
        assert text.startswith("<!DOCTYPE html>\n<html lang=")
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        assert len(dict(attrs)) == len(attrs)
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def links(self) -> list[str]:
        return [values["href"] or "" for tag, values in self.tags if "href" in values]

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def meeting(text: str = "Fællesspisning", link: str = "", *, cancelled: bool = False) -> PublishedMeeting:
    return PublishedMeeting(text, EVENING, text, link, text, cancelled, ("Piger", "Andre"))


def published(*coming: PublishedMeeting, name: str = "Piger", secret: bool = False) -> Publication:
    feed = CalendarFeed(name, "uid", (EVENT,))
    return Publication("index", secret, (PublishedNetwork(name, "piger", feed, coming),), coming)


def html(publication: Publication) -> Iterator[Page]:
    for name, data in pages.files(publication, BOTH).items():
        if name.endswith(".html"):
            yield Page(data)


def test_there_is_a_calendar_and_a_page_in_each_language_and_the_index_comes_last() -> None:
    assert list(pages.files(published(meeting()), BOTH)) == [
        "piger.ics", "piger.html", "piger.en.html", "index.html", "index.en.html",
    ]  # fmt: skip


def test_every_link_leads_to_a_file_beside_it() -> None:
    made = pages.files(published(meeting()), BOTH)
    for page in html(published(meeting())):
        assert {link.removeprefix("./") for link in page.links} <= set(made)


def test_nothing_comes_from_elsewhere_and_phones_can_read_it() -> None:
    for page in html(published(meeting(link="https://moede.example/a?b=1&c=2"))):
        tags = [tag for tag, _values in page.tags]
        assert not {"src", "onclick", "style", "action"} & {name for _tag, values in page.tags for name in values}
        assert tags.count("h1") == tags.count("main") == tags.count("title") == 1
        assert ("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}) in page.tags
        assert "https://moede.example/a?b=1&c=2" in page.links
        assert {values["datetime"] for tag, values in page.tags if tag == "time"} == {"2026-11-24T17:00"}


def test_the_people_of_a_meeting_are_in_no_file() -> None:
    for data in pages.files(published(meeting()), BOTH).values():
        assert b"ATTENDEE" not in data
        assert b"aase" not in data


def test_a_cancelled_meeting_says_so() -> None:
    page = next(html(published(meeting(cancelled=True))))
    assert "Fællesspisning Cancelled" in page.text
    assert "del" in [tag for tag, _values in page.tags]


def test_whoever_has_one_secret_link_has_not_the_others() -> None:
    one, _other, index, _in_english = html(published(meeting(), secret=True))
    assert not [link for link in one.links if "index" in link]
    assert [link for link in index.links if "piger" in link]
    assert ("meta", {"name": "robots", "content": "noindex"}) in one.tags


LINKS = ["javascript:alert(1)", "data:text/html,<script>", " javascript:x", "http://[", "x\" onclick=\"y"]


@pytest.mark.parametrize("link", LINKS)
def test_what_is_no_link_to_the_web_is_only_text(link: str) -> None:
    for page in html(published(meeting(link=link))):
        assert all(one.startswith("./") for one in page.links)


@pytest.mark.parametrize("one", hostile.strings(huge=False), ids=lambda one: one.id)
def test_hostile_text_stays_text(one: hostile.Hostile) -> None:
    made = published(meeting(one.text, one.text), name=one.text)
    usual = [tag for page in html(published(meeting("x", "x"))) for tag, _values in page.tags if tag != "a"]
    found = list(html(made))
    assert all(tag in ALLOWED for page in found for tag, _values in page.tags)
    assert [tag for page in found for tag, _values in page.tags if tag not in ("a", "p")] == [
        tag for tag in usual if tag != "p"
    ]
    assert all(link.startswith(("./", "http://", "https://")) for page in found for link in page.links)


def test_times_are_written_out_in_the_language_of_the_page() -> None:
    danish, english, *_rest = html(published(meeting()))
    assert "Tirsdag 24. november 2026 kl. 17.00-19.00" in danish.text
    assert "Tuesday 24 November 2026, 17:00-19:00" in english.text


def test_a_meeting_of_several_days_tells_the_first_and_the_last() -> None:
    days = Span(date(2026, 12, 1), date(2026, 12, 3), True)
    assert written_out(days, Language.DANISH) == "Tirsdag 1. december 2026 – torsdag 3. december 2026"
    assert written_out(Span(days.start, days.start, True), Language.ENGLISH) == "Tuesday 1 December 2026"
    night = Span(START, LocalTime(date(2026, 11, 25), time(1), "Europe/Copenhagen"), False)
    assert written_out(night, Language.ENGLISH) == "Tuesday 24 November 2026, 17:00 – Wednesday 25 November 2026, 01:00"
