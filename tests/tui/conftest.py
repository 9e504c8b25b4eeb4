"""Textual's Pilot waits 62 ms a key by design; here it waits for the work instead."""

import os

import pytest

os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["ESCDELAY"] = "40"

import textual._wait


@pytest.fixture(autouse=True)
def brisk_pilot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(textual._wait, "SLEEP_GRANULARITY", 0.001)
    monkeypatch.setattr(textual._wait, "SLEEP_IDLE", 0.0005)
