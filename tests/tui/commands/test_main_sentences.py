"""The main sentence of every command, in both languages."""

from pathlib import Path

import pytest

from tests.tui.commands.conftest import Laug

SENTENCES = [
    ("organisation add Rugens", "Added: Rugens (no. 3).", "Tilføjet: Rugens (nr. 3)."),
    ("organisation edit fjorden --town Viborg", "Saved: Fjordens Fagskole.", "Gemt: Fjordens Fagskole."),
    ("organisation end fjorden", "Closed: Fjordens Fagskole.", "Lukket: Fjordens Fagskole."),
    ("organisation list zzz", "0 organisations", "0 organisationer"),
    ("person add Ida", "Added: Ida (no. 4).", "Tilføjet: Ida (nr. 4)."),
    ("person edit 1 --town Viborg", "Saved: Anna Holm Kjær.", "Gemt: Anna Holm Kjær."),
    ("person end 1 --until 2030-01-01", "Ended: Anna Holm Kjær at", "Afsluttet: Anna Holm Kjær hos"),
    ("person affiliate 1 --at rugens --kind elev", "Saved: Anna Holm Kjær.", "Gemt: Anna Holm Kjær."),
    ("person remove 2 --yes", "Taken away: Mikkel Åkjær.", "Fjernet: Mikkel Åkjær."),
    ("person list zzz", "0 people", "0 personer"),
    ("person show zzz", "Error: Nobody is called zzz.", "Fejl: Ingen hedder zzz."),
    ("network add Klubben --kind klub", "Added: Klubben (klubben).", "Tilføjet: Klubben (klubben)."),
    ("network edit piger --purpose Mad", "Saved: Piger i Randers.", "Gemt: Piger i Randers."),
    ("network close piger --yes", "Closed: Piger i Randers.", "Lukket: Piger i Randers."),
    ("network open plads --reason vagt --as else", "Opened for you: Plads til alle.", "Åbnet for dig: Plads til alle."),
    ("network join piger 2", "1 joined Piger i Randers.", "1 meldt ind i Piger i Randers."),
    ("network leave piger 1 3", "2 memberships of Piger", "2 medlemskaber af Piger"),
    ("network list zzz", "0 networks", "0 netværk"),
    ("network members piger zzz", "0 members", "0 medlemmer"),
    ("meeting plan Bowling 1/12", "Planned: Bowling, ", "Planlagt: Bowling, "),
    ("meeting edit 1 --title Bål", "Saved: Bål.", "Gemt: Bål."),
    ("meeting move 1 +7 18-20", "Moved: Fællesspisning, ", "Flyttet: Fællesspisning, "),
    ("meeting cancel 1 -y", "Cancelled: Fællesspisning.", "Aflyst: Fællesspisning."),
    ("meeting invite 1 2", "1 person invited to Fællesspisning.", "1 person inviteret til Fællesspisning."),
    ("meeting uninvite 1 1 3", "2 people taken off Fællesspisning.", "2 personer taget af Fællesspisning."),
    ("meeting answer 1 1 kommer", "Anna Holm Kjær, Fællesspisning: coming.", "Anna Holm Kjær, Fællesspisning: kommer."),
    ("meeting list zzz", "0 meetings", "0 møder"),
    ("undo", "Undone: kirsten invited people", "Fortrudt: kirsten inviterede personer"),
    ("export ical 1 --each {tmp}/ics", "1 calendar file in", "1 kalenderfil i"),
    ("export contacts --for mailing -o {tmp}/x.csv", "1 person left out: no e-mail", "1 person udeladt: ingen mail"),
    ("init", "Error: There is a register at", "Fejl: Der er allerede et register"),
    ("init --db {tmp}/new.db", "Made an empty register:", "Oprettede et tomt register:"),
    ("demo --to {tmp}/demo.db --people 5", "Everybody in it is invented.", "Alle i den er opdigtede."),
    ("import people {tmp}/none.csv", "Error: There is no file", "Fejl: Filen"),
    ("hjælp", "Error: No such command 'hjælp'. Did you mean", "Fejl: Kommandoen 'hjælp' findes ikke. Mente du"),
    ("person list --formt", "Error: No such option '--formt'.", "Fejl: Valget '--formt' findes ikke."),
    ("person show", "Error: Missing argument 'PERSON'.", "Fejl: Der mangler et argument 'PERSON'."),
]


@pytest.mark.parametrize(("line", "english", "danish"), SENTENCES, ids=[line for line, _, _ in SENTENCES])
@pytest.mark.parametrize("language", ["en", "da"])
def test_says_it(laug: Laug, tmp_path: Path, line: str, english: str, danish: str, language: str) -> None:
    said = laug(*line.format(tmp=tmp_path).split(), "--lang", language)
    assert (english if language == "en" else danish) in said.err


HEADINGS = [
    ("person list", "Name", "Navn"),
    ("person show 1", "Given name", "Fornavn"),
    ("organisation list", "Town", "By"),
    ("organisation show fjorden", "Also called", "Også kaldet"),
    ("network list", "Short name", "Kort navn"),
    ("network show piger", "Level", "Niveau"),
    ("network members piger", "Role", "Rolle"),
    ("meeting list", "Invited", "Inviteret"),
    ("meeting show 1", "Place", "Sted"),
    ("log", "When", "Hvornår"),
    ("log 3", "Who or what", "Hvem eller hvad"),
    ("config show", "Setting", "Indstilling"),
    ("", "the screens (in a terminal)", "skærmbillederne (i en terminal)"),
]


@pytest.mark.parametrize(("line", "english", "danish"), HEADINGS, ids=[line for line, _, _ in HEADINGS])
def test_shows_it(laug: Laug, line: str, english: str, danish: str) -> None:
    for language, wanted in (("en", english), ("da", danish)):
        shown = laug(*line.split(), "--lang", language)
        assert (shown.code, shown.err) == (0, "")
        assert wanted in shown.out
