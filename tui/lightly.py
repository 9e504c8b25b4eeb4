"""Textual imported without what no screen of ours uses: its command palette with all the widgets of that, and asyncio's TLS.

They are a tenth of an empty program's start. Where Textual is not as it was when this was written, it is imported whole.
"""

import sys
from types import ModuleType

_PALETTE = "textual.command"
_NAMES = ("CommandListItem", "CommandPalette", "DiscoveryHit", "Hit", "Hits", "Provider", "SimpleProvider")


def import_textual() -> None:
    """Import Textual's application. What was left out comes for whoever imports it by itself afterwards."""
    left_out: dict[str, ModuleType | None] = {_PALETTE: _stand_in(), "ssl": None}  # None: as if Python had none
    if not sys.modules.keys().isdisjoint((*left_out, "textual")):
        return
    sys.modules.update(left_out)  # type: ignore[arg-type]  # Language Reference, 5.3.1
    try:
        import textual.app  # noqa: F401
    except (ImportError, AttributeError):
        for name in [name for name in sys.modules if name.partition(".")[0] == "textual"]:
            del sys.modules[name]
    finally:
        for name in left_out:
            sys.modules.pop(name, None)


def _stand_in() -> ModuleType:
    module = ModuleType(_PALETTE)
    for name in _NAMES:
        setattr(module, name, type(name, (), {}))
    return module
