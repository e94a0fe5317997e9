"""How robust a case's ranking is: everything the annex shows, from the evaluation alone."""

from __future__ import annotations

from procurement.exports.dossier import Agreement, Noise, Robust, Runs
from scoring.acceptability import acceptability
from scoring.acceptability_noise import Repeats, bootstrap, to_measure_again
from scoring.acceptability_weights import PRESETS, Sampling, UnusableSampling, sampling_of
from scoring.agreement import NotComparable, intraclass, kendall_w, leans, panel_of, severities
from scoring.crosscheck import NoCrosscheck, Opinion, second_opinions
from scoring.result import Evaluation
from scoring.sensitivity import Additive, NotAdditive, additive, led, shifts, stability
from scoring.sensitivity_reruns import without_each_evaluator, without_each_loser
from scoring.tornado import tornado

SAMPLES = 10_000


def robust_of(evaluation: Evaluation, *, runs: tuple[Runs, ...] = ()) -> Robust:
    """Stability, smallest shifts, swings, leave-one-out, sampled weights and values, agreement, second opinions.

    The technical : price split is the rule's and stays; the seed of the samples is taken from the input
    digest, so that the same case gives the same annex (decision-aids §3.1). `runs` of bids without a rank
    are left out.
    """
    missing: list[str] = []
    model = _model(evaluation, missing)
    seed = int(evaluation.input_digest[:8], 16)
    sampling = _sampling(model, seed=seed, missing=missing) if model else None
    told = tuple(one for one in runs if model and one.values.bid in model.bids)
    repeats = tuple(one.values for one in told)
    return Robust(
        intervals=stability(model, scope="technical") if model else (),
        shifts=shifts(model, scope="technical") if model else (),
        losers=without_each_loser(evaluation),
        evaluators=without_each_evaluator(evaluation),
        weights=acceptability(model, sampling=sampling) if model and sampling else None,
        opinions=_opinions(model, missing) if model else (),
        agreement=_agreement(evaluation, missing),
        missing=tuple(missing),
        lead=led(model)[1] if model else None,
        swings=tornado(evaluation, repeats=repeats) if model else (),
        runs=told,
        noise=_noise(model, evaluation, sampling=sampling, repeats=repeats) if model and sampling and repeats else None,
    )


def _noise(model: Additive, evaluation: Evaluation, *, sampling: Sampling, repeats: tuple[Repeats, ...]) -> Noise:
    draws = bootstrap(model, criteria=evaluation.scheme.criteria, repeats=repeats)
    weights = acceptability(model, sampling=sampling, draws=draws)
    rival = weights.difference.second if weights.difference else ""
    return Noise(weights, to_measure_again(model, noise=draws, rival=rival, seed=sampling.seed))


def _agreement(evaluation: Evaluation, missing: list[str]) -> Agreement | None:
    try:
        panel = panel_of(evaluation.marks)
    except NotComparable as reason:
        missing.append(str(reason))
        return None
    return Agreement(kendall_w(panel), intraclass(panel), severities(panel), leans(panel))


def _model(evaluation: Evaluation, missing: list[str]) -> Additive | None:
    try:
        return additive(evaluation)
    except NotAdditive as reason:
        missing.append(str(reason))
        return None


def _sampling(model: Additive, *, seed: int, missing: list[str]) -> Sampling | None:
    try:
        return sampling_of(model, concentration=PRESETS["normal"], samples=SAMPLES, seed=seed)
    except UnusableSampling as reason:
        missing.append(str(reason))
        return None


def _opinions(model: Additive, missing: list[str]) -> tuple[Opinion, ...]:
    try:
        return second_opinions(model)
    except NoCrosscheck as reason:
        missing.append(str(reason))
        return ()
