"""The Danish catalogue is whole, and says with the same places what the code says."""

import ast
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from core.messages import N_, say
from core.messages import Message as Sentence
from core.rules.kinds import Language
from tui import words
from tui.words.catalogues import KEYWORDS, ROOMS, template

ROOT = Path(__file__).parent.parent
DANISH = ROOT / "tui" / "words" / "da.po"


def told() -> dict[object, Message]:
    with DANISH.open("rb") as file:
        return {message.id: message for message in read_po(file, "da") if message.id}


def said(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def places(text: str) -> set[str]:
    return {name for _text, name, _format, _conversion in string.Formatter().parse(text) if name}


def test_every_sentence_of_the_code_has_its_danish() -> None:
    known = told()
    missing = [message.id for message in template(ROOT) if message.id and message.id not in known]
    empty = [key for key, message in known.items() if not all(said(message))]
    assert missing == []
    assert empty == []


def test_every_sentence_is_found_where_it_lies_in_the_catalogue() -> None:
    danish = words.load(Language.DANISH)
    for message in told().values():
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        if len(ids) == 1:
            assert danish.gettext(ids[0]) == message.string
        for number in (0, 1, 2) if len(ids) == 2 else ():
            assert danish.ngettext(*ids, number) == danish.gettext(ids[number != 1])
    for lost in ("!", "~", "Nobody says this", "The"):
        assert danish.gettext(lost) == lost


def test_no_sentence_stands_inside_another_text_where_it_is_not_found() -> None:
    inside = []
    for path in (path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        for text in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.JoinedStr)):
            for call in (node for node in ast.walk(text) if isinstance(node, ast.Call)):
                said = any(isinstance(part, ast.Constant) for part in call.args)
                if said and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS:
                    inside.append(f"{path.relative_to(ROOT)}:{call.lineno}")
    assert inside == []


def test_the_catalogue_has_no_sentence_the_code_has_lost() -> None:
    wanted = {message.id for message in template(ROOT)}
    assert [key for key in told() if key not in wanted] == []


def test_no_translation_is_a_guess() -> None:
    assert [message.id for message in told().values() if message.fuzzy] == []


def test_a_translation_has_the_same_places() -> None:
    different = []
    for message in told().values():
        one, many = (message.id, message.id) if isinstance(message.id, str) else message.id
        texts = said(message)
        allowed = places(one) | places(many)
        wanted = places(one) if isinstance(message.id, str) else places(many)
        if any(not places(text) <= allowed for text in texts) or places(texts[-1]) != wanted:
            different.append(message.id)
    assert different == []


@pytest.mark.parametrize(
    ("said", "environ", "chosen"),
    [
        (None, {}, Language.DANISH),
        ("en", {"LAUG_LANG": "da"}, Language.ENGLISH),
        (None, {"LAUG_LANG": "en", "LANG": "da_DK.UTF-8"}, Language.ENGLISH),
        (None, {"LC_ALL": "en_GB.UTF-8", "LANG": "da_DK.UTF-8"}, Language.ENGLISH),
        (None, {"LC_ALL": "C.UTF-8", "LANG": "en_US"}, Language.ENGLISH),
        (None, {"LANG": "de_DE.UTF-8"}, Language.DANISH),
        (None, {"LANG": "C"}, Language.DANISH),
        (None, {"LANG": "POSIX", "LC_MESSAGES": "da"}, Language.DANISH),
        ("english", {}, Language.DANISH),
    ],
)
def test_the_language_is_chosen(said: str | None, environ: dict[str, str], chosen: Language) -> None:
    assert words.choose(said, environ) is chosen


def test_a_sentence_of_core_is_said_in_both_languages() -> None:
    message = say(N_("Did you mean {names}?"), names="piger")
    words.speak(Language.DANISH)
    assert message.render(words.catalogue()) == "Mente du piger?"
    words.speak(Language.ENGLISH)
    assert message.render(words.catalogue()) == "Did you mean piger?"
    assert words._("") == ""


def test_plurals_follow_the_number() -> None:
    words.speak(Language.DANISH)
    many = Sentence("{n} person", {"n": 7}, "{n} people")
    one = Sentence("{n} person", {"n": 1}, "{n} people")
    assert [one.render(words.catalogue()), many.render(words.catalogue())] == ["1 person", "7 personer"]
