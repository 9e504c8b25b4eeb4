"""Many people's tags, language and own school periods: what it comes to for each of them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from core.door.session import Session
from core.errors import Invalid
from core.messages import N_, say
from core.record_fields import check
from core.rules.tags import tag, with_tags, without_tags
from core.rules.weeks import WeekSpan, by_school_year, read_coming_weeks, school_year_of, span_of, written
from core.upkeep.changes import PutTags, SetLanguage, SetPeriods, TakeTags
from core.upkeep.rows import BulkRow, RowWrite, Somebody, changed, refused, unchanged
from db.log import Value

_PART = 500


def tagged(change: PutTags, who: Iterable[Somebody]) -> Iterator[BulkRow]:
    """Tags put on. Raises `Invalid` for what cannot be a tag, and if there is none."""
    new = _tags(change.tags)
    for one in who:
        try:
            every = with_tags(one.tags, new)
        except Invalid as problem:
            yield refused(one, problem.message, _shown(one.tags))
            continue
        yield _retagged(one, every)


def untagged(change: TakeTags, who: Iterable[Somebody]) -> Iterator[BulkRow]:
    """Tags taken off, also such as could not be put on any more. Raises `Invalid` if there is none."""
    if not any(text.strip() for text in change.tags):
        raise Invalid("tags", say(N_("Name a tag.")))
    for one in who:
        yield _retagged(one, without_tags(one.tags, change.tags))


def _tags(texts: Iterable[str]) -> tuple[str, ...]:
    tags = tuple(dict.fromkeys(found for text in texts if (found := tag("tags", text))))
    if not tags:
        raise Invalid("tags", say(N_("Name a tag.")))
    return tags


def _retagged(one: Somebody, tags: tuple[str, ...]) -> BulkRow:
    if tags == one.tags:
        return unchanged(one, say(N_("It is so already.")), _shown(one.tags))
    values: dict[str, Value] = {"tags": json.dumps(tags, ensure_ascii=False)}
    return changed(one, _shown(one.tags), _shown(tags), RowWrite("person", one.id, values))


def _shown(tags: Sequence[str]) -> str:
    return ", ".join(tags)


def language_set(change: SetLanguage, who: Iterable[Somebody]) -> Iterator[BulkRow]:
    """The language people read. Raises `Invalid`."""
    language = str(check("person", "language", change.language))
    for one in who:
        if one.language == language:
            yield unchanged(one, say(N_("It is so already.")), language)
        else:
            yield changed(one, one.language, language, RowWrite("person", one.id, {"language": language}))


def periods_set(session: Session, change: SetPeriods, who: Sequence[Somebody]) -> Iterator[BulkRow]:
    """Own school periods, in place of what was in the school years they lie in. Raises `Invalid`."""
    wanted = by_school_year(read_coming_weeks(change.weeks, session.today))
    if not wanted:
        raise Invalid("weeks", say(N_("No week is named.")))
    new = [span for spans in wanted.values() for span in spans]
    held = _own_periods(session, who)
    year = school_year_of(session.today)
    for one in who:
        rows = {number: span for number, span in held.get(one.id, ()) if wanted.keys() & by_school_year([span]).keys()}
        kept = {number: span for number, span in rows.items() if span in new}
        before, after = (written(spans, year, session.language) for spans in (rows.values(), new))
        if len(kept) == len(rows) == len(new):
            yield unchanged(one, say(N_("It is so already.")), before)
            continue
        # A row of an older program may go on through the summer: what lies in other school years stays.
        beyond = [
            part for span in rows.values() for of_year, parts in by_school_year([span]).items()
            if of_year not in wanted for part in parts
        ]  # fmt: skip
        gone = [RowWrite("school_period", number, None) for number in rows if number not in kept]
        made = [span for span in (*new, *beyond) if span not in kept.values()]
        yield changed(one, before, after, *gone, *(_period(one.id, span) for span in made))


def _period(person_id: int, span: WeekSpan) -> RowWrite:
    return RowWrite("school_period", None, {
        "organisation_id": None, "class_name": "", "person_id": person_id, "from_date": span.first_day.isoformat(),
        "until_date": span.last_day.isoformat(),
    })  # fmt: skip


def _own_periods(session: Session, who: Sequence[Somebody]) -> dict[int, list[tuple[int, WeekSpan]]]:
    found: dict[int, list[tuple[int, WeekSpan]]] = {}
    for start in range(0, len(who), _PART):
        part = [one.id for one in who[start : start + _PART]]
        for number, person, first, last in session.query(
            "SELECT id, person_id, from_date, until_date FROM school_period"
            f" WHERE person_id IN ({', '.join('?' * len(part))})",
            part,
        ):
            span = span_of(date.fromisoformat(first), date.fromisoformat(last))
            found.setdefault(person, []).append((number, span))
    return found
