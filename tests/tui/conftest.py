"""Textual's Pilot waits 62 ms a key by design; here it waits for the work instead."""

import os

import pytest

os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["ESCDELAY"] = "40"

import textual._wait

from tests.tui.late import answer_late


@pytest.fixture(autouse=True)
def brisk_pilot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(textual._wait, "SLEEP_GRANULARITY", 0.001)
    monkeypatch.setattr(textual._wait, "SLEEP_IDLE", 0.0005)


@pytest.fixture(autouse=True)
def late_threads(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where somebody looks for what hangs on who is first."""
    if seed := os.environ.get("LAUG_LATE"):
        answer_late(monkeypatch, f"{seed} {request.node.nodeid}")
