"""`laug help`: the guides, in both languages."""

import pytest

from core.rules.kinds import Language
from tests.tui.commands.conftest import Laug
from tui.guides import Guide, Style, pages


def test_it_lists_the_pages_and_shows_the_one_that_was_meant(laug: Laug) -> None:
    assert "Find the date" in laug("help").out
    told = laug("help", "find", "the", "date").out
    assert told.startswith("Find the date (Organisers)")
    assert "laug meeting weeks" in told
    assert "**" not in told and "```" not in told and "](" not in told


def test_a_word_of_the_text_finds_the_page_and_nothing_is_a_sentence(laug: Laug) -> None:
    assert "laug import people" in laug("help", "MacRoman", "--lang", "en").out or "laug" in laug("help", "encoding").out
    missing = laug("help", "qwertyuiop")
    assert missing.code == 3
    assert "No guide tells of" in missing.err


@pytest.mark.parametrize("language", list(Language))
def test_every_guide_has_its_pages_in_both_languages(language: Language) -> None:
    for guide in Guide:
        assert len([page for page in pages(language) if page.guide is guide]) > 8
    styles = {line.style for page in pages(language) for line in page.lines}
    assert styles == set(Style)
    assert all(page.lines for page in pages(language))
