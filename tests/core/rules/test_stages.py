"""Stages: read as schools write them, and followed by the next."""

import pytest

from core.rules.stages import STAGES, class_in_stage, known_stage, next_stage


@pytest.mark.parametrize(
    ("text", "stage", "following"),
    [
        ("GF1", "GF1", "GF2"), ("gf 2", "GF2", "H1"), ("2. grundforløb", "GF2", "H1"), ("Grundforløb 1", "GF1", "GF2"),
        ("H1", "H1", "H2"), ("hf3", "H3", "H4"), ("3. hovedforløb", "H3", "H4"), ("H-2", "H2", "H3"), ("H6", "H6", None),
        ("GF3", None, None), ("H9", None, None), ("skoleoplæring", None, None), ("", None, None), ("h22", None, None),
    ],
)  # fmt: skip
def test_a_stage_and_the_next(text: str, stage: str | None, following: str | None) -> None:
    assert known_stage(text) == stage
    assert next_stage(text) == following


@pytest.mark.parametrize(
    ("name", "stage", "proposed"),
    [
        ("gf2tøm26-1", "H1", "h1tøm26-1"), ("GF1 Tømrer", "GF2", "GF2 Tømrer"), ("h2mur26-3", "H3", "h3mur26-3"),
        ("H 2 mur", "H3", "H 3 mur"), ("h2640", "H3", None), ("tøm26", "H1", None), ("hold 3", "H1", None),
        ("2640", "H2", None), ("gf2tøm26", "svendeprøve", None),
    ],
)  # fmt: skip
def test_a_class_is_given_the_stage_in_its_name(name: str, stage: str, proposed: str | None) -> None:
    assert class_in_stage(name, stage) == proposed


def test_every_stage_leads_to_the_next() -> None:
    assert [next_stage(stage) for stage in STAGES] == [*STAGES[1:], None]
