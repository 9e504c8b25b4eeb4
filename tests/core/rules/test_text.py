"""Text as it comes in and as it goes out."""

import pytest

from core.errors import Invalid
from core.rules.text import clean, tidy, visible


@pytest.mark.parametrize("code", [0x115F, 0x1160, 0x17B4, 0x2800, 0x3164, 0xFFA0, 0x200B, 0xFEFF])
def test_what_cannot_be_seen_is_no_part_of_a_name(code: int) -> None:
    assert tidy(f"Ida{chr(code)} Holm{chr(code)}") == "Ida Holm"
    assert clean("given", chr(code)) == ""


@pytest.mark.parametrize("code", [0x115F, 0x3164, 0xFFA0, 0x200B, 0x202E])
def test_what_is_in_the_file_all_the_same_is_made_visible(code: int) -> None:
    assert visible(f"Ida{chr(code)}") == f"Ida<{code:04X}>"


def test_what_turns_the_letters_round_is_refused() -> None:
    with pytest.raises(Invalid):
        clean("given", "Ida\u202eHolm")
