"""What crosses between the app and the solver's process, as npz: the order on one side, the answers on the other."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import IO, Any

import numpy as np

from procurement.sizing.arrays import Arrays, Sparse, sparse
from procurement.sizing.linear import Answer, Change, Mode, Stage, Terms


@dataclass(frozen=True, slots=True)
class Order:
    """A program, the changes to answer for in order, and how hard to try.

    `target`: the relative gap that "fast" is content with; `parent`: the process to answer to; `deadline`: a reading
    of the machine's monotonic clock, which all its processes share; `memory`: bytes the child may map.
    """

    program: Arrays
    changes: tuple[Change, ...]
    mode: Mode
    target: float
    parent: int
    deadline: float
    memory: int


def write_order(into: IO[bytes], *, order: Order) -> None:
    """The order as npz; `read_order` gives an equal one."""
    program = order.program
    goals = sparse([*(stage.terms for stage in (*program.stages, *program.ties)), program.settle])
    words = {
        "rules": program.rules,
        "stages": [stage.step for stage in program.stages],
        "ties": [stage.step for stage in program.ties],
        "changes": [asdict(change) for change in order.changes],
        **{name: getattr(order, name) for name in ("mode", "target", "parent", "deadline", "memory")},
    }
    np.savez(
        into,
        **{name: getattr(program, name) for name in ("lower", "upper", "integer", "row_lower", "row_upper", "rule")},
        **{name: getattr(program.rows, name) for name in ("start", "index", "value")},
        **{f"goal_{name}": getattr(goals, name) for name in ("start", "index", "value")},
        words=_packed(words),
    )


def read_order(source: IO[bytes]) -> Order:
    """What `write_order` wrote."""
    with np.load(source, allow_pickle=False) as kept:
        words = json.loads(kept["words"].tobytes())
        stages, ties, rules = words.pop("stages"), words.pop("ties"), words.pop("rules")
        terms = _terms(Sparse(kept["goal_start"], kept["goal_index"], kept["goal_value"]))
        goals = tuple(Stage(goal, step) for goal, step in zip(terms, [*stages, *ties], strict=False))
        program = Arrays(
            **{name: kept[name] for name in ("lower", "upper", "integer", "row_lower", "row_upper", "rule")},
            rows=Sparse(kept["start"], kept["index"], kept["value"]),
            rules=tuple(rules),
            stages=goals[: len(stages)],
            ties=goals[len(stages) :],
            settle=terms[-1],
        )
    return Order(**{**words, "program": program, "changes": tuple(map(_change, words["changes"]))})


def write_answers(into: IO[bytes], *, answers: tuple[Answer, ...]) -> None:
    """The answers as npz; `read_answers` gives equal ones."""
    words = [{**asdict(one), "values": len(one.values), "duals": len(one.duals)} for one in answers]
    numbers = [np.array(part, np.float64) for one in answers for part in (one.values, one.duals)]
    np.savez(into, words=_packed(words), numbers=np.concatenate(numbers))


def read_answers(source: IO[bytes]) -> tuple[Answer, ...]:
    """What `write_answers` wrote."""
    with np.load(source, allow_pickle=False) as kept:
        words, numbers = json.loads(kept["words"].tobytes()), kept["numbers"].tolist()
    answers, place = [], 0
    for one in words:
        middle = place + one["values"]
        end = middle + one["duals"]
        parts = {"values": tuple(numbers[place:middle]), "duals": tuple(numbers[middle:end])}
        answers.append(Answer(**{**one, **parts, "conflict": tuple(one["conflict"])}))
        place = end
    return tuple(answers)


def _packed(words: Any) -> np.ndarray[Any, np.dtype[np.uint8]]:  # noqa: ANN401 -- anything JSON holds
    return np.frombuffer(json.dumps(words).encode(), np.uint8)


def _terms(goals: Sparse) -> list[Terms]:
    pairs = list(zip(goals.index.tolist(), goals.value.tolist(), strict=True))
    return [tuple(pairs[a:b]) for a, b in zip(goals.start[:-1], goals.start[1:], strict=True)]


def _change(raw: dict[str, list[list[Any]]]) -> Change:
    return Change(**{name: tuple(tuple(one) for one in listed) for name, listed in raw.items()})
