"""Suggestions below a field: readable, whole where there is room, and found again where one clicks."""

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.widgets.suggested import MOST_LINES, lay_out


def test_of_a_path_only_what_comes_after_the_typed_folder_is_shown() -> None:
    paths = ["/srv/lists/aug.csv", "/srv/lists/old/"]
    assert lay_out(paths, "/srv/lists/", "", 40).lines == ("→ aug.csv  old/",)
    assert lay_out(["/srv/lists/"], "/srv/li", "", 40).lines == ("→ lists/",)
    assert lay_out(["ale/øl", "ale/rom"], "al", "", 40).lines == ("→ ale/øl  ale/rom",)


def test_of_a_list_only_what_comes_after_the_last_comma_is_shown() -> None:
    assert lay_out(["alumner, piger", "alumner, panel"], "alumner,p", "", 40).lines == ("→ piger  panel",)


def test_of_a_query_the_field_is_not_said_again() -> None:
    assert lay_out(["class:gf1bag26", "class:gf1dat26"], "class:gf", "", 40).lines == ("→ gf1bag26  gf1dat26",)


def test_what_is_taken_stands_in_brackets_and_nothing_moves() -> None:
    free, taken = (lay_out(["Murer", "Tømrer"], "m", one, 40) for one in ("", "Murer"))
    assert taken.lines == ("→[Murer] Tømrer",)
    assert free.placed == taken.placed


def test_what_has_no_room_is_told_and_what_is_taken_always_shows() -> None:
    names = [f"Netværk nummer {number}" for number in range(8)]
    laid = lay_out(names, "n", "", 24)
    assert laid.lines == ("→ Netværk nummer 0", "  Netværk nummer 1", "  Netværk nummer 2 …")
    assert "[Netværk nummer 5]" in "".join(lay_out(names, "n", names[5], 24).lines)


@settings(max_examples=100)
@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1, max_size=8, unique=True), st.integers(1, 90),
       st.integers(0, 7))  # fmt: skip
def test_nothing_is_wider_than_its_room_and_each_is_found_where_it_stands(names: list[str], room: int, at: int) -> None:
    taken = names[at % len(names)]
    laid = lay_out(names, "", taken, room)
    assert len(laid.lines) <= MOST_LINES
    assert all(cell_len(line) <= max(room, len("→ a …")) for line in laid.lines)
    assert taken in [one.suggestion for one in laid.placed]
    for one in laid.placed:
        assert laid.at(one.line, one.start) == laid.at(one.line, one.end - 1) == one.suggestion
