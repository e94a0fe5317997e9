"""A sizing job: the plan's files as they were asked, its answers as JSON and as a workbook in both languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO

from procurement import __version__
from procurement.casefile.archive import unpacked
from procurement.casefile.sizing import read_sizing
from procurement.casefile.sizing_whole import Further, Phase, sizing_whole
from procurement.exports.sizing import Sizing
from procurement.exports.sizing_json import sizing_json
from procurement.exports.xlsx.english import Language
from procurement.exports.xlsx.english_parts import in_language
from procurement.exports.xlsx.sizing import sizing_workbook
from procurement.selectors.tenders import folder_of
from procurement.services.jobs import Parameters
from procurement.sizing.linear import Answer
from procurement.sizing.solver import Share, Watch, run_order
from procurement.sizing.wire import Order, read_answers, read_order, write_answers, write_order
from procurement.tasks.sharing import Shared, Stopping

PROGRAM = f"Jeoul {__version__}"
SECONDS = 300.0
MOST_SHARED = 64_000_000
JSON, KOREAN, ENGLISH = "sizing.json", "sizing.xlsx", "sizing-en.xlsx"


def sized_files(
    inputs: bytes, *, parameters: Parameters, watch: Watch, begin: Callable[[Phase], None]
) -> dict[str, bytes]:
    """What is handed out of a plan. Raises as `sizing_whole`; the same inputs give the same files."""
    asked = {name: value for name, value in parameters.items() if name != "seconds"}
    further = Further(**asked)  # type: ignore[arg-type]  # the form's fields, checked when asked
    with folder_of(unpacked(inputs)) as folder:
        case, wall = read_sizing(folder), seconds_of(parameters)
        found = sizing_whole(case, further=further, wall_seconds=wall, program=PROGRAM, watch=watch, begin=begin)
    return {JSON: sizing_json(found).encode(), KOREAN: _workbook(found, "ko"), ENGLISH: _workbook(found, "en")}


def seconds_of(parameters: Parameters) -> float:
    """How long each part of the work may take."""
    return float(parameters.get("seconds") or SECONDS)


def answered_order(order: bytes, should_stop: Stopping, *, seconds: float) -> bytes:
    """The solver's answers to an order as npz. Raises SolverStopped and SolverCrashed."""
    answers = run_order(read_order(BytesIO(order)), wall_seconds=seconds, watch=Watch(should_stop, None))
    out = BytesIO()
    write_answers(out, answers=answers)
    return out.getvalue()


def sharing(shared: Shared) -> Share:
    """The orders of one call as pieces of a job; the process and the clock of who asks are left out of them.

    Programs so large that the database would carry more than it saves stay with who asks.
    """

    def share(orders: Sequence[Order], seconds: float) -> tuple[tuple[Answer, ...], ...] | None:
        told = [_told(replace(order, parent=0, deadline=0.0)) for order in orders]
        if sum(map(len, told)) > MOST_SHARED:
            return None
        return tuple(read_answers(BytesIO(one)) for one in shared(told, seconds=seconds))

    return share


def _told(order: Order) -> bytes:
    out = BytesIO()
    write_order(out, order=order)
    return out.getvalue()


def _workbook(found: Sizing, language: Language) -> bytes:
    return in_language(language, lambda: sizing_workbook(found), source=found).content
