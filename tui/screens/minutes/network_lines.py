"""What the meetings of a network come to, on its card: the evaluation's mean, and the vouchers."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.afterwards import evaluation, transport
from core.afterwards.evaluation import SHORT, Mean
from core.afterwards.transport import Vouchers
from core.door.session import Session
from core.messages import N_, Message, say
from tui.screens.desk import Desk
from tui.widgets.card import Line


@dataclass(frozen=True)
class Together:
    """The three questions and the vouchers over all meetings of a network."""

    means: tuple[Mean, ...]
    vouchers: Vouchers


def together(session: Session, network: int) -> Together:
    """Of a network that this account may look into."""
    return Together(tuple(evaluation.of_network(session, network)), transport.of_network(session, network))


def together_lines(desk: Desk, found: Together) -> Iterable[Line]:
    """Lines of the card; none where nothing was counted, or too little to be shown."""
    shown = [one for one in found.means if one.mean is not None]
    if shown:
        most = max(shown, key=lambda one: one.meetings)
        told = " · ".join(f"{desk.tell(SHORT[one.question])} {one.mean}" for one in shown)
        yield Line(desk.tell(N_("Evaluation")), told)
        of = Message(N_("of 100, over {n} meeting"), {"n": most.meetings}, N_("of 100, over {n} meetings"))
        yield Line(" ", desk.tell(of))
    if found.vouchers.issued:
        left = Message(N_("{n} left"), {"n": found.vouchers.left}, N_("{n} left"))
        values = {"issued": found.vouchers.issued, "used": found.vouchers.used, "left": left}
        yield Line(desk.tell(N_("Vouchers")), desk.tell(say(N_("{issued} given out · {used} used · {left}"), **values)))
