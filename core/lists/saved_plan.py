"""A plan as JSON and back (docs/formats.md, "Saved plans"): one row a line, so that two plans can be laid side by side.

It holds what laug would store and no more: no CPR number, no column that may not be kept. What laug found is sealed with
a digest; only decisions may be changed, and laug itself changes them.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import Enum
from typing import Any

from core.duplicates.likeness import Likeness, Score
from core.errors import Refused
from core.lists.heading_words import Field
from core.lists.headings import Column
from core.lists.notices import Notice, Reason
from core.lists.plan_rows import Choice, Decision, Group, Missing, Outcome, Plan, PlanRow, Possible, totals_of
from core.lists.record import ListRecord
from core.messages import N_, Message, say
from core.rules.cpr import contains_cpr
from core.rules.kinds import AffiliationKind, MembershipRole
from core.rules.text import harmless

KIND = "laug-import-plan"
SCHEMA_VERSION = 1
_DAYS = frozenset(("start", "end", "joined"))
_LISTS = frozenset(("other_emails", "other_phones", "other_classes"))
_RECORD = tuple(field.name for field in fields(ListRecord))
_EMPTY = ListRecord()


@dataclass(frozen=True)
class SavedPlan:
    """What a file holds: `about` is everything that is no row."""

    about: Mapping[str, Any]
    plan: Plan
    decisions: Mapping[int, Decision]
    endings: Mapping[int, Decision]


def written(saved: SavedPlan) -> bytes:
    """The plan as the bytes of a file."""
    about = dict(saved.about)
    about["columns"] = [_column(one) for one in saved.plan.columns if not one.sensitive]
    about["notices"] = [_notice(one) for one in saved.plan.notices]
    about["samples"] = list(saved.plan.samples)
    rows = [_row(row) for row in saved.plan.rows]
    missing = [
        {"person_id": one.person_id, "name": one.name, "school": one.school, "class_name": one.class_name}
        for one in saved.plan.missing
    ]
    seal = _seal(about, rows, missing)
    for row in rows:
        _put_decision(row, saved.decisions.get(row["row"]))
    for one in missing:
        _put_decision(one, saved.endings.get(int(str(one["person_id"]))))
    head = _json({"kind": KIND, "schema_version": SCHEMA_VERSION, "seal": seal, **about}).removesuffix("}")
    return f'{head},\n"missing": {_lines(missing)},\n"rows": {_lines(rows)}}}\n'.encode()


def _lines(objects: Sequence[Mapping[str, object]]) -> str:
    return "[" + ",".join("\n" + _json(one) for one in objects) + "\n]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _seal(about: Mapping[str, object], rows: object, missing: object) -> str:
    text = json.dumps([about, rows, missing], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _put_decision(into: dict[str, Any], decision: Decision | None) -> None:
    if decision is not None:
        into["decision"] = {
            "choice": decision.choice.value, "seen": decision.seen,
            **({"person_id": decision.person_id} if decision.person_id is not None else {}),
            **({"until": decision.until.isoformat()} if decision.until is not None else {}),
            **({"without": list(decision.without)} if decision.without else {}),
        }  # fmt: skip


def _column(one: Column) -> dict[str, Any]:
    kept: dict[str, Any] = {
        "number": one.number,
        "heading": one.heading,
        "fields": list(one.fields),
        "subject": one.subject,
    }
    if one.reason is not None:
        kept["reason"] = one.reason.value
    if one.message is not None:
        kept["message"] = _message(one.message)
    if one.guessed:
        kept["guessed"] = True
    if one.samples and one.fields:
        kept["samples"] = list(one.samples)
    return kept


def _notice(one: Notice) -> dict[str, Any]:
    kept = {"reason": one.reason.value, "field": one.field, "message": _message(one.message)}
    return kept | ({"column": one.column} if one.column else {}) | ({"count": one.count} if one.count else {})


def _message(one: Message) -> dict[str, Any]:
    kept: dict[str, Any] = {"text": one.msgid}
    if one.values:
        kept["values"] = {name: _value(value) for name, value in one.values.items()}
    if one.plural:
        kept["plural"] = one.plural
    return kept


def _value(value: object) -> object:
    match value:
        case Message():
            return {"message": _message(value)}
        case date():
            return {"day": value.isoformat()}
        case Enum():
            return value.value
        case bool() | int() | str() | None:
            return value
        case _:
            return str(value)


def _plain(value: object) -> object:
    match value:
        case date():
            return value.isoformat()
        case Enum():
            return value.value
        case tuple():
            return list(value)
        case _:
            return value


def _record(one: ListRecord) -> dict[str, object]:
    return {
        name: _plain(value) for name in _RECORD if (value := getattr(one, name)) != getattr(_EMPTY, name)
    }  # fmt: skip


def _row(row: PlanRow) -> dict[str, Any]:
    kept: dict[str, Any] = {"row": row.row, "group": row.group.value, "outcome": row.outcome.value}
    if row.name:
        kept["name"] = row.name
    for name in ("person_id", "version", "of"):
        if getattr(row, name) is not None:
            kept[name] = getattr(row, name)
    if row.record is not None:
        kept["record"] = _record(row.record)
    if row.own is not None:
        kept["own"] = _record(row.own)
    if row.changes:
        kept["changes"] = {name: [_plain(before), _plain(after)] for name, (before, after) in row.changes.items()}
    if row.joins:
        kept["joins"] = True
    if row.reason is not None:
        kept["reason"] = row.reason.value
    if row.notices:
        kept["notices"] = [_notice(one) for one in row.notices]
    for name in ("candidates", "rows"):
        if getattr(row, name):
            kept[name] = list(getattr(row, name))
    if row.possible:
        kept["possible"] = [_possible(one) for one in row.possible]
    return kept


def _possible(one: Possible) -> dict[str, Any]:
    kept: dict[str, Any] = {"person_id": one.person_id, "name": one.name}
    if one.likeness is not None:
        kept |= {
            "score": one.likeness.score.value, "points": one.likeness.points,
            "reasons": list(map(_message, one.likeness.reasons)), "against": list(map(_message, one.likeness.against)),
        }  # fmt: skip
    return kept


# -- reading it back -------------------------------------------------------------------------------------------------


def read(data: bytes) -> SavedPlan:
    """The plan of a file. Raises `Refused` if it is none, or was changed by hand elsewhere than in its decisions."""
    try:
        whole = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        whole = None
    if not isinstance(whole, dict) or whole.pop("kind", None) != KIND:
        raise Refused(
            say(N_("The file is no saved plan.")), say(N_("Make one with: laug import people LIST --plan FILE"))
        )
    if whole.pop("schema_version", None) != SCHEMA_VERSION:
        raise Refused(say(N_("The plan was saved by another laug.")), say(N_("Read the list anew and save it again.")))
    try:
        return _opened(whole)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError) as error:
        raise _damaged() from error


def _damaged() -> Refused:
    return Refused(
        say(N_("The plan is damaged, or was changed by hand.")),
        say(N_("Read the list anew and save the plan again; decide with: laug import plan decide FILE ROW …")),
    )


def _opened(whole: dict[str, Any]) -> SavedPlan:
    rows, missing, seal = whole.pop("rows"), whole.pop("missing"), whole.pop("seal")
    decisions = {one["row"]: _decision(one.pop("decision")) for one in rows if "decision" in one}
    endings = {one["person_id"]: _decision(one.pop("decision")) for one in missing if "decision" in one}
    if _seal(whole, rows, missing) != seal:
        raise _damaged()
    opened = tuple(map(_read_row, rows))
    absent = tuple(
        Missing(int(one["person_id"]), str(one["name"]), str(one["school"]), str(one["class_name"])) for one in missing
    )
    plan = Plan(
        file_name=str(whole["file"] or ""), rows=opened, columns=tuple(map(_read_column, whole.pop("columns"))),
        notices=tuple(map(_read_notice, whole.pop("notices"))), missing=absent, samples=tuple(whole.pop("samples")),
        totals=totals_of(opened, absent),
    )  # fmt: skip
    return SavedPlan(whole, plan, decisions, endings)


def _decision(kept: Mapping[str, Any]) -> Decision:
    until = kept.get("until")
    person = kept.get("person_id")
    return Decision(
        Choice(kept["choice"]), None if person is None else int(person), None if until is None else date.fromisoformat(until),
        int(kept["seen"]), tuple(map(str, kept.get("without", ()))),
    )  # fmt: skip


def _read_column(kept: Mapping[str, Any]) -> Column:
    return Column(
        int(kept["number"]), str(kept["heading"]), tuple(map(Field, kept["fields"])), str(kept["subject"]),
        Reason(kept["reason"]) if "reason" in kept else None,
        _read_message(kept["message"]) if "message" in kept else None,
        bool(kept.get("guessed")), tuple(map(str, kept.get("samples", ()))),
    )  # fmt: skip


def _read_notice(kept: Mapping[str, Any]) -> Notice:
    return Notice(
        Reason(kept["reason"]), str(kept["field"]), _read_message(kept["message"]), str(kept.get("column", "")),
        int(kept.get("count", 0)),
    )  # fmt: skip


def _read_message(kept: Mapping[str, Any]) -> Message:
    values = {str(name): _read_value(value) for name, value in kept.get("values", {}).items()}
    message = Message(str(kept["text"]), values, str(kept.get("plural", "")))
    message.msgid.format(**values)  # what cannot be told is damaged
    return message


def _read_value(value: object) -> object:
    match value:
        case {"message": dict(inner)}:
            return _read_message(inner)
        case {"day": str(day)}:
            return date.fromisoformat(day)
        case bool() | int() | str() | None:
            return value
        case _:
            raise ValueError(value)


def _read_field(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _DAYS:
        return date.fromisoformat(value)
    if name in _LISTS:
        return tuple(map(str, value))
    if name == "role":
        return MembershipRole(value)
    return AffiliationKind(value) if name == "kind" else value


def _read_record(kept: Mapping[str, Any]) -> ListRecord:
    said: dict[str, Any] = {name: _read_field(name, value) for name, value in kept.items()}
    record = replace(_EMPTY, **said)
    texts = [str(one) for value in kept.values() for one in (value if isinstance(value, list) else [value])]
    if any(text != harmless(text) or contains_cpr(text) for text in texts):
        raise ValueError("a text laug would not have stored")
    return record


def _read_changes(kept: Mapping[str, Sequence[Any]]) -> dict[str, tuple[object, object]]:
    return {name: (_read_field(name, before), _read_field(name, after)) for name, (before, after) in kept.items()}


def _read_possible(kept: Mapping[str, Any]) -> Possible:
    alike = None
    if "score" in kept:
        alike = Likeness(
            Score(kept["score"]), int(kept["points"]), _read_messages(kept["reasons"]), _read_messages(kept["against"])
        )
    return Possible(int(kept["person_id"]), str(kept["name"]), alike)


def _read_messages(kept: Iterable[Mapping[str, Any]]) -> tuple[Message, ...]:
    return tuple(map(_read_message, kept))


def _read_row(kept: Mapping[str, Any]) -> PlanRow:
    return PlanRow(
        row=int(kept["row"]), outcome=Outcome(kept["outcome"]), name=str(kept.get("name", "")),
        record=_read_record(kept["record"]) if "record" in kept else None, person_id=kept.get("person_id"),
        version=kept.get("version"), changes=_read_changes(kept.get("changes", {})), joins=bool(kept.get("joins")),
        of=kept.get("of"), reason=Reason(kept["reason"]) if "reason" in kept else None,
        notices=tuple(map(_read_notice, kept.get("notices", ()))), candidates=tuple(kept.get("candidates", ())),
        rows=tuple(kept.get("rows", ())), own=_read_record(kept["own"]) if "own" in kept else None,
        possible=tuple(map(_read_possible, kept.get("possible", ()))), group=Group(kept["group"]),
    )  # fmt: skip
