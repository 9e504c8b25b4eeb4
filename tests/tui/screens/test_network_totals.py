"""The card of a network tells what its meetings come to, and nothing where there is nothing."""

from core import networks
from core.afterwards import evaluation, transport
from core.afterwards.kinds import TotalKind
from tests.tui.screens.conftest import Driver
from tui import words
from tui.keymap import Keymap
from tui.named_keys import NamedKeys
from tui.screens.desk import Desk
from tui.screens.network_card import network_card, network_detail


async def test_a_network_tells_what_its_meetings_come_to(screens: Driver) -> None:
    await screens.press("2")
    await screens.sees("Piger i Randers")
    desk = Desk(screens.session, NamedKeys(words.catalogue(), Keymap()))
    number = networks.get(screens.session, "piger").id
    lines = network_card(desk, network_detail(screens.session, number)).sections[0].lines
    assert not {"Evaluation", "Vouchers"} & {line.label for line in lines}
    evaluation.note(screens.session, 1, {TotalKind.GOOD: (8, 3, 1), TotalKind.AGAIN: (2, 1, 0)})
    transport.count_vouchers(screens.session, 1, issued=10, used=7)
    found = {
        line.label: line.value for line in network_card(desk, network_detail(screens.session, number)).sections[0].lines
    }
    assert found["Evaluation"] == "Good to be here? 79"
    assert found["Vouchers"] == "10 given out · 7 used · 3 left"
