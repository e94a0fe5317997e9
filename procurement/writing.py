"""Several files written together: all of them or, after a failure, what stood there before."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write every file beside its place first and move them there when all are written. Raises OSError."""
    parts = {path: path.with_name(f".jeoul-{os.getpid()}-{number}.part") for number, path in enumerate(contents)}
    try:
        for path, part in parts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("xb") as file:
                file.write(contents[path])
        for path, part in parts.items():
            part.replace(path)
    finally:
        for part in parts.values():
            if part.is_file():
                part.unlink()
