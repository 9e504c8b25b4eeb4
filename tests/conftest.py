"""What every test starts from: the catalogue as it stands in the tree, and a home of its own."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tui.words.catalogues import compile_words

ROOT = Path(__file__).parent.parent

# The same examples for everybody, so that a red run tells of a change; LAUG_EXPLORE=1 looks for new ones.
# A slow machine is no fault of the code: no example has a deadline.
_PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("steady", derandomize=True, **_PATIENT)
settings.register_profile("exploring", **_PATIENT)
settings.load_profile("exploring" if os.environ.get("LAUG_EXPLORE") else "steady")


def pytest_configure() -> None:
    """An installed catalogue may be older than `da.po`."""
    compile_words(ROOT / "tui" / "words")


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test sees or touches the register of whoever runs it, nor their language."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home))
    for name in ("LAUG_DB", "LAUG_LANG", "LAUG_AS", "LAUG_DEBUG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return home
