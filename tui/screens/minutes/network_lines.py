"""What the meetings of a network come to, on its card: who came, the evaluation's mean, and the vouchers."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass

from core import networks
from core.afterwards import evaluation, transport
from core.afterwards.evaluation import SHORT, Mean
from core.afterwards.transport import Vouchers
from core.door.session import Session
from core.figures import reports
from core.figures.chart import Number
from core.messages import N_, Message, say
from tui import plots, strips
from tui.screens.desk import Desk
from tui.widgets.card import Line
from tui.widgets.tone import Tone


@dataclass(frozen=True)
class Together:
    """Attendance in the last year, and the three questions and the vouchers over all meetings of a network."""

    attendance: tuple[Number, ...]
    means: tuple[Mean, ...]
    vouchers: Vouchers


def together(session: Session, network: int) -> Together:
    """Of a network that this account may look into."""
    came = reports.trend(session, networks.get(session, network))
    return Together(came, tuple(evaluation.of_network(session, network)), transport.of_network(session, network))


def together_lines(desk: Desk, found: Together) -> Iterable[Line]:
    """Lines of the card; none where nothing was counted, or too little to be shown."""
    known = [one for one in found.attendance if one.share is not None]
    if known:
        marks = plots.line([one.share for one in found.attendance], ascii_only=strips.only_ascii(sys.__stdout__))
        last = known[-1]
        came = say(N_("a year, meeting by meeting; last {share} %: {came} of {of}"),
                   share=round(100 * (last.share or 0)), came=last.value, of=last.of)  # fmt: skip
        yield Line(desk.tell(N_("Attendance")), marks)
        yield Line(" ", desk.tell(came), Tone.QUIET)
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
