"""The LoadGen scenario that the path of an MLPerf log announces (formats.md §1.6; §4, V18)."""

from __future__ import annotations

from benchmarks.report import Fact

KEY = "path_scenario"
_SCENARIOS = {
    "offline": "Offline",
    "server": "Server",
    "interactive": "Server",
    "singlestream": "SingleStream",
    "multistream": "MultiStream",
}


def scenario_of_path(path: str) -> str | None:
    """The LoadGen scenario a result's folder names, the innermost first; None where no folder is named after one.

    An `Interactive` folder holds a run that logs Server (formats.md §1.6), so that Server is what it announces.
    """
    folders = path.replace("\\", "/").split("/")
    named = (_SCENARIOS.get(folder.casefold()) for folder in reversed(folders))
    return next((scenario for scenario in named if scenario), None)


def announced(path: str) -> tuple[Fact, ...]:
    """The scenario of the path as the fact `path_scenario`, to be held against the log's own; none without one."""
    scenario = scenario_of_path(path)
    return (Fact(KEY, scenario, path),) if scenario else ()
