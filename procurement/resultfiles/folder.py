"""The result files under paths, in the order of their names, each under the name that everything else shows."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_RUN_LOGS = frozenset({"mlperf_log_summary.txt", "mlperf_log_detail.txt", "spl.txt"})
_FEWEST_LOGS = 2
_MAPPING = ".mapping.toml"  # tells how a workbook beside it is read; holds no result


@dataclass(frozen=True, slots=True)
class Found:
    """A file, or the logs of one MLPerf run, which only say everything together. `name` starts at the path given."""

    name: str
    paths: tuple[Path, ...]


def found_files(paths: Iterable[Path]) -> tuple[Found, ...]:
    """Every file of the paths and below them, sorted by folder and name, none twice.

    A name is the path from the given folder on, with the folder's own name before it, so that it tells nothing of the
    machine; folders reached by a link are not entered.
    """
    found: list[Found] = []
    seen: set[Path] = set()
    for path in paths:
        root = path.resolve()
        for one in _below(root) if root.is_dir() else (Found(root.name, (root,)),):
            if not seen.issuperset(one.paths):
                seen.update(one.paths)
                found.append(one)
    return tuple(found)


def _below(root: Path) -> Iterator[Found]:
    for place, folders, names in os.walk(root):
        folders.sort()
        here = Path(place)
        prefix = (Path(root.name) / here.relative_to(root)).as_posix()
        logs = sorted(_RUN_LOGS & set(names)) if len(_RUN_LOGS & set(names)) >= _FEWEST_LOGS else []
        if logs:
            yield Found(prefix, tuple(here / name for name in logs))
        others = sorted(name for name in set(names) - set(logs) if not name.endswith(_MAPPING))
        yield from (Found(f"{prefix}/{name}", (here / name,)) for name in others)
