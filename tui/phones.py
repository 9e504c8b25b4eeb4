"""Phone numbers as they are said."""


def spoken_phone(stored: str) -> str:
    """`+4594113782` as `94 11 37 82`; other countries' numbers as they are."""
    digits = stored.removeprefix("+45")
    if digits == stored or len(digits) != 8:
        return stored
    return " ".join(digits[start : start + 2] for start in range(0, 8, 2))
