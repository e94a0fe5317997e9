"""The steps of a sweep in order, and each as the scenario file GuideLLM runs from."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from procurement.measuring.endpoint import Endpoint
from procurement.measuring.grid import Api, Budget, Grid, Served

_FORMATS: dict[Api, str] = {"chat": "/v1/chat/completions", "completions": "/v1/completions"}
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


class NotInGrid(LookupError):
    """A model was asked for that the grid does not have."""


@dataclass(frozen=True, slots=True)
class Step:
    """One load step: a model at one input and output length (tokens) with so many requests in flight."""

    model: Served
    isl: int
    osl: int
    concurrency: int
    api: Api
    budget: Budget

    @property
    def name(self) -> str:
        """A file name that tells the steps apart; two models whose names differ in odd letters only differ too."""
        short = hashlib.sha256(self.model.name.encode()).hexdigest()[:6]
        model = _NOT_IN_NAMES.sub("_", self.model.name.rpartition("/")[2])[:40]
        return f"{model}-{short}-{self.isl}-{self.osl}-c{self.concurrency}"

    @property
    def title(self) -> str:
        """The step in words."""
        return f"{self.model.name} {self.isl}/{self.osl} 동시 {self.concurrency}"

    @property
    def counted(self) -> int | None:
        """Requests that count, None where seconds end the step: the asked ones, or the rounds of all streams."""
        if self.budget.requests is None or self.budget.rounds is None:
            return None
        return max(self.budget.requests, self.budget.rounds * self.concurrency)


def steps_of(grid: Grid, *, models: Iterable[str] = ()) -> tuple[Step, ...]:
    """Every step of the grid, or of these models alone: model by model, lengths, concurrency rising.

    Raises NotInGrid for a model that the grid does not have.
    """
    wanted, known = tuple(models), tuple(model.name for model in grid.models)
    for name in wanted:
        if name not in known:
            raise NotInGrid(f"{name!r}: 격자에 없는 모델입니다 / is not in the grid, which has: {', '.join(known)}")
    return tuple(
        Step(model, pair.isl, pair.osl, streams, grid.api, grid.budget)
        for model in grid.models
        if not wanted or model.name in wanted
        for pair in grid.lengths
        for streams in grid.concurrency
    )


def step_digest(step: Step, *, endpoint: Endpoint) -> str:
    """SHA-256 of what is measured, how, and where: a finished step of another digest is another measurement."""
    asked = {"endpoint": endpoint.shown, **asdict(step)}
    return hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def scenario(step: Step, *, endpoint: Endpoint, tokenizer: str, output: Path) -> str:
    """The step as a GuideLLM 0.8 scenario (JSON); no key of the server stands in it.

    Redirects are not followed, so that no other host is asked. The warm-up is a run of its own before the counted
    one, which stands last in the file: with GuideLLM's own warm-up the counts and rates of one run are of different
    windows, and rules V04 and V05 reject it. By requests, every one that is sent is answered and counted.
    """
    spec = {
        "backend": {
            "kind": "openai_http",
            "target": endpoint.shown,
            "model": step.model.name,
            "request_format": _FORMATS[step.api],
            "follow_redirects": False,
            "verify": True,
        },
        "profile": {"kind": "concurrent", "streams": [step.concurrency] * runs_in(step)},
        "constraints": _constraints(step),
        "tokenizer": {"kind": "hf_auto", "model": tokenizer},
        "data": [{"kind": "synthetic_text", "prompt_tokens": step.isl, "output_tokens": step.osl}],
        "outputs": [{"kind": "json", "path": str(output)}],
    }
    return json.dumps({"spec": spec}, ensure_ascii=False, indent=1)


def runs_in(step: Step) -> int:
    """How many runs the step's file holds: the warm-up, where there is one, and the counted one, which is the last."""
    return 2 if step.budget.warmup_rounds or step.budget.warmup_seconds else 1


def _constraints(step: Step) -> list[dict[str, object]]:
    budget, runs = step.budget, runs_in(step)
    if step.counted is None:
        return [{"kind": "max_duration", "seconds": [budget.warmup_seconds, budget.seconds][-runs:]}]
    counts = [(budget.warmup_rounds or 0) * step.concurrency, step.counted]
    return [
        {"kind": "max_requests", "count": counts[-runs:]},
        {"kind": "max_duration", "seconds": budget.most_seconds},
    ]
