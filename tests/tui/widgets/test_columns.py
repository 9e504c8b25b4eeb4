from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.columns import GAP, Column, arrange, chosen, pages
from tui.widgets.in_full import cut_short

columns = st.lists(
    st.builds(Column, st.just("x"), st.integers(1, 20), st.integers(0, 3), st.integers(0, 4)), min_size=1, max_size=8
)


@given(columns, st.integers(1, 200))
def test_columns_fill_the_width_and_the_least_important_go_first(columns, width):
    placed = arrange(columns, width)
    shown = [columns[one.index] for one in placed]
    dropped = [column for index, column in enumerate(columns) if index not in {one.index for one in placed}]
    used = sum(one.width for one in placed) + GAP * (len(placed) - 1)
    assert all(one.width >= columns[one.index].width for one in placed)
    assert all(column.priority > 0 for column in dropped) or len(shown) == 1
    assert max((column.priority for column in shown), default=0) <= min((c.priority for c in dropped), default=9)
    if used > width:
        assert len(shown) == 1 or all(column.priority == 0 for column in shown)
    elif any(column.weight for column in shown):
        assert used == width


def test_a_narrow_terminal_keeps_the_name():
    columns = (Column("Name", 20, 1), Column("E-mail", 20, 1, 1), Column("Phone", 9, 0, 2))
    assert [one.index for one in arrange(columns, 60)] == [0, 1, 2]
    assert [one.index for one in arrange(columns, 45)] == [0, 1]
    assert [one.index for one in arrange(columns, 24)] == [0]


@given(columns, st.integers(1, 200))
def test_every_column_is_on_some_page_and_the_first_on_all(columns, width):
    found = pages(columns, width)
    assert found[0] == arrange(columns, width)
    assert {one.index for page in found for one in page} == set(range(len(columns)))
    assert len({page[0].index for page in found}) == 1
    assert all(len(page) > 1 for page in found[1:])


def test_columns_are_chosen_by_their_keys():
    columns = (Column("Name", 9, key="name"), Column("Town", 9, key="town"), Column("Phone", 9, key="phone", usual=False))
    assert chosen(columns) == (0, 1)
    assert chosen(columns, ["phone", "gone", "name", "phone"]) == (2, 0)
    assert chosen(columns, ["gone"]) == (0, 1)


def test_what_a_row_says_is_cut_short_where_its_column_is_narrower():
    columns = (Column("Name", 10), Column("E-mail", 10), Column("Town", 8, priority=1))
    cells = ("* Ida", "mort00022@oestkysten.example", "Viborg")
    assert cut_short(columns, cells, 40) == ["mort00022@oestkysten.example"]
    assert cut_short(columns, cells, 24) == ["mort00022@oestkysten.example", "Viborg"]
    assert cut_short(columns, (), 40) == []
