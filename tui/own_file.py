"""A small file of the person's own, outside the register: what is kept there is a JSON object."""

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any


def read(place: Path) -> dict[str, Any]:
    """What is kept; nothing where there is no such file, or it cannot be read."""
    try:
        found = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write(place: Path, kept: Mapping[str, object]) -> None:
    """Keep this, whole or not at all, for nobody else to read: another laug may write at the same time. Raises `OSError`."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # NamedTemporaryFile makes it readable by nobody but its owner.
    with NamedTemporaryFile("w", encoding="utf-8", dir=place.parent, prefix=f".{place.stem}", delete=False) as fresh:
        json.dump(kept, fresh, ensure_ascii=False)
    Path(fresh.name).replace(place)
