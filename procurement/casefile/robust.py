"""How robust a case's ranking is: everything the annex shows, from the evaluation alone."""

from __future__ import annotations

from procurement.exports.dossier import Robust
from scoring.acceptability import Acceptability, acceptability
from scoring.acceptability_weights import PRESETS, UnusableSampling, sampling_of
from scoring.crosscheck import NoCrosscheck, Opinion, second_opinions
from scoring.result import Evaluation
from scoring.sensitivity import Additive, NotAdditive, additive, shifts, stability
from scoring.sensitivity_reruns import without_each_evaluator, without_each_loser

SAMPLES = 10_000


def robust_of(evaluation: Evaluation) -> Robust:
    """Stability, smallest shifts, leave-one-out, sampled weights and second opinions of an evaluation.

    The technical : price split is the rule's and stays; the seed of the samples is taken from the input
    digest, so that the same case gives the same annex (decision-aids §3.1).
    """
    missing: list[str] = []
    model = _model(evaluation, missing)
    return Robust(
        intervals=stability(model, scope="technical") if model else (),
        shifts=shifts(model, scope="technical") if model else (),
        losers=without_each_loser(evaluation),
        evaluators=without_each_evaluator(evaluation),
        weights=_weights(model, seed=int(evaluation.input_digest[:8], 16), missing=missing) if model else None,
        opinions=_opinions(model, missing) if model else (),
        missing=tuple(missing),
    )


def _model(evaluation: Evaluation, missing: list[str]) -> Additive | None:
    try:
        return additive(evaluation)
    except NotAdditive as reason:
        missing.append(str(reason))
        return None


def _weights(model: Additive, *, seed: int, missing: list[str]) -> Acceptability | None:
    try:
        sampling = sampling_of(model, concentration=PRESETS["normal"], samples=SAMPLES, seed=seed)
    except UnusableSampling as reason:
        missing.append(str(reason))
        return None
    return acceptability(model, sampling=sampling)


def _opinions(model: Additive, missing: list[str]) -> tuple[Opinion, ...]:
    try:
        return second_opinions(model)
    except NoCrosscheck as reason:
        missing.append(str(reason))
        return ()
