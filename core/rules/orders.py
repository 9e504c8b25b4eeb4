"""What a list can be sorted by."""

from collections.abc import Sequence

from core.errors import Invalid
from core.messages import N_, say


def known_order(order: str, orders: Sequence[str]) -> str:
    """The order, or the usual one, which is the first, if none is said. Raises `Invalid("sort")` for one there is not."""
    if order and order not in orders:
        hint = say(N_("Choose one of: {names}."), names=", ".join(orders))
        raise Invalid("sort", say(N_("Nothing is sorted by {name} here."), name=order), hint)
    return order or orders[0]
