"""A plan saved to read, decide about and apply later, by the same person or a colleague."""

from datetime import UTC, datetime
from typing import Any

from core import networks
from core.door.session import Session
from core.imports import ListImport, Remember, worked_out
from core.incoming.since import refuse_another_register
from core.lists import saved_plan
from core.lists.decisions import Basis
from core.lists.heading_words import Field
from core.lists.saved_plan import SavedPlan


def written(planned: ListImport) -> bytes:
    """The plan as the bytes of a file. A shielded network is there by its identifier only, and so is no file's name."""
    home = planned.network
    secret = home is not None and home.shielded
    about: dict[str, Any] = {
        "made_by": planned.made_by, "made_at": planned.made_at.astimezone(UTC).isoformat(timespec="seconds"),
        "seen": planned.seen, "chain": planned.chain, "file": "" if secret else planned.proposed.file_name,
        "network": home.uid if home else None, "fields": sorted(planned.basis.fields),
        "later_wins": planned.basis.later_wins, "guessed": planned.guessed, "remember": None,
    }  # fmt: skip
    if planned.remember is not None:
        kept = planned.remember
        about["remember"] = {"name": kept.name, "headings": kept.headings, "columns": dict(kept.columns)}
    return saved_plan.written(SavedPlan(about, planned.proposed, planned.decisions, planned.endings))


def opened(session: Session, data: bytes) -> ListImport:
    """The plan of a file, with its decisions as they are with the register of now.

    Raises `Refused` if it is no plan, is damaged or belongs to another register, `NotAllowed` for a shielded network
    that is not opened, `NotFound` for a network or person that is gone.
    """
    saved = saved_plan.read(data)
    about = saved.about
    refuse_another_register(session, int(about["seen"]), str(about["chain"]))
    home = None if about["network"] is None else networks.get_opened(session, str(about["network"]))
    remember = about["remember"]
    planned = ListImport(
        plan=saved.plan, network=home, proposed=saved.plan,
        basis=Basis(frozenset(map(Field, about["fields"])), bool(about["later_wins"]), home is not None),
        seen=int(about["seen"]), chain=str(about["chain"]), made_by=str(about["made_by"]),
        made_at=datetime.fromisoformat(about["made_at"]), decisions=saved.decisions, endings=saved.endings,
        remember=Remember(remember["name"], remember["headings"], remember["columns"]) if remember else None,
        guessed=bool(about["guessed"]),
    )  # fmt: skip
    return worked_out(session, planned)
