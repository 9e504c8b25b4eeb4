"""Pieces of SQL with their parameters: what somebody typed is only ever in the parameters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from db.log import Value


@dataclass(frozen=True)
class Condition:
    """A condition for a WHERE clause, never empty, and the values of its question marks."""

    sql: str
    parameters: list[Value] = field(default_factory=list)

    @property
    def negated(self) -> "Condition":
        """Its opposite: also true where the condition is unknown, as for a person without a birth year."""
        return Condition(f"(({self.sql}) IS NOT TRUE)", self.parameters)

    def within(self, template: str, before: Sequence[Value] = (), after: Sequence[Value] = ()) -> "Condition":
        """The condition put into the `{}` of a larger piece of SQL."""
        return Condition(template.format(self.sql), [*before, *self.parameters, *after])


def all_of(conditions: Iterable[Condition]) -> Condition:
    """All of them hold."""
    return _joined(list(conditions), " AND ", "1")


def any_of(conditions: Iterable[Condition]) -> Condition:
    """At least one of them holds."""
    return _joined(list(conditions), " OR ", "0")


def one_of(expression: str, values: Sequence[Value]) -> Condition:
    """The expression has one of the values; never, if there are none."""
    if not values:
        return Condition("0")
    if len(values) == 1:
        return Condition(f"{expression} = ?", list(values))
    return Condition(f"{expression} IN ({', '.join('?' * len(values))})", list(values))


def between(expression: str, low: Value, high: Value) -> Condition:
    """The expression is from `low` to `high`, both included; None is an open end."""
    bounds = [(">=", low), ("<=", high)]
    return all_of(Condition(f"{expression} {sign} ?", [bound]) for sign, bound in bounds if bound is not None)


def _joined(conditions: list[Condition], word: str, empty: str) -> Condition:
    if not conditions:
        return Condition(empty)
    if len(conditions) == 1:
        return conditions[0]
    sql = word.join(f"({condition.sql})" for condition in conditions)
    return Condition(sql, [value for condition in conditions for value in condition.parameters])
