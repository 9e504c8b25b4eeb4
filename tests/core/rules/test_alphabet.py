from core.rules.alphabet import alphabetical, in_order, spelled_plainly


def test_texts_are_in_danish_order_and_those_without_one_last_both_ways():
    texts = {1: "Åse", 2: "Bo", 3: "", 4: "Aage", 5: "Ærø", 6: "Østergård", 7: "bo"}
    assert list(in_order((1, 2, 3, 4, 5, 6, 7, 8), texts)) == [2, 7, 5, 6, 4, 1, 3, 8]
    assert list(in_order((1, 2, 3, 4, 5, 6, 7, 8), texts, descending=True)) == [1, 4, 6, 5, 2, 7, 3, 8]


def test_numbers_are_in_their_order():
    assert list(in_order((1, 2, 3, 4), {1: 20, 2: 3, 3: None, 4: 0})) == [4, 2, 1, 3]


def test_what_is_typed_is_compared_as_the_register_does():
    assert alphabetical("Aa") == alphabetical("å")
    assert spelled_plainly("Sören") == spelled_plainly("Søren")
