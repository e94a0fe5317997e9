"""Second opinions on the same shares and points: TOPSIS, VIKOR, PROMETHEE II. Never the award.

These methods compare bids with each other, so that a losing bid can change the order of the rest
(decision-aids study: TOPSIS 12-34 % of tenders). They stand in an annex, beside the official result.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from scoring.acceptability_weights import Sampling, chunks_of
from scoring.sensitivity import Additive

SECOND_OPINION = "참고 의견이며 낙찰자 결정에 쓰지 않음 / second opinion, never the award"
Normalisation = Literal["vector", "minmax"]
Doubles = NDArray[np.float64]
Weights = NDArray[np.float64] | NDArray[np.float32]
Preference = Literal["usual", "vshape_2"]


class NoCrosscheck(RuntimeError):
    """The optional package is not installed, or the bids do not differ on anything."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """One method's scores, in the order of the model's bids, and its ranks (1 best; equal scores share one).

    `scores` is None where the method divides by zero on these bids.
    """

    method: str
    scores: tuple[float, ...] | None
    ranks: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision matrix: values bids × criteria, weights that sum to 1, and whether each criterion is to be high."""

    values: Doubles
    weights: Doubles
    higher: tuple[bool, ...]


def second_opinions(model: Additive) -> tuple[Opinion, ...]:
    """TOPSIS (vector), VIKOR (v = 0.5) and PROMETHEE II (usual preference) on a tender's shares and points.

    Criteria on which all bids are equal say nothing and are left out. Deductions have no criterion and
    do not count. Raises NoCrosscheck. Source: Hwang & Yoon 1981; Opricovic & Tzeng 2004; Brans & Vincke 1985.
    """
    values = np.array([[float(s) for s in row] for row in model.shares])
    told = [j for j in range(values.shape[1]) if np.ptp(values[:, j]) > 0]
    if not told:
        raise NoCrosscheck("입찰이 하나뿐이거나 모든 항목이 같아 견줄 것이 없습니다 / the bids do not differ")
    points = np.array([float(model.points[j]) for j in told])
    decision = Decision(values[:, told], points / points.sum(), (True,) * len(told))
    zeros = (0.0,) * len(told)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = (
            ("TOPSIS", topsis(decision, normalisation="vector"), -1),
            ("VIKOR", vikor(decision, v=0.5), 1),
            ("PROMETHEE II", promethee(decision, preference="usual", q=zeros, p=zeros), -1),
        )
    return tuple(_opinion(method, scores=scores, sign=sign) for method, scores, sign in found)


def topsis(decision: Decision, *, normalisation: Normalisation) -> Doubles:
    """Closeness to the ideal, 0..1, higher is better (Hwang & Yoon 1981: vector). Raises NoCrosscheck."""
    chosen = getattr(_pymcdm("normalizations"), f"{normalisation}_normalization")
    return _preferences(_pymcdm("methods").TOPSIS(chosen), decision=decision)


def vikor(decision: Decision, *, v: float) -> Doubles:
    """Q of VIKOR, lower is better; `v` weighs the group utility (Opricovic & Tzeng 2004). Raises NoCrosscheck."""
    return _preferences(_pymcdm("methods").VIKOR(v=v), decision=decision)


def promethee(
    decision: Decision,
    *,
    preference: Preference,
    q: tuple[float, ...],
    p: tuple[float, ...],
) -> Doubles:
    """Net flows of PROMETHEE II, higher is better; q and p a criterion's indifference and preference thresholds.

    `vshape_2` is linear between q and p. Raises NoCrosscheck. Source: Brans & Vincke 1985.
    """
    method = _pymcdm("methods").PROMETHEE_II(preference, p=np.array(p), q=np.array(q))
    return _preferences(method, decision=decision)


def closeness(values: Doubles, *, weights: Weights) -> Doubles:
    """TOPSIS closeness of bids × samples, for weights criteria × samples at once; values bids × criteria, high is good.

    Vector normalisation. The weighted distance to the ideal is `√(Σ w²·(r − r*)²)`, one matrix product
    for all samples, because the ideal of weighted values is the weighted ideal. A bid that is the
    ideal and the anti-ideal at once (all bids equal) is NaN. Source: Hwang & Yoon 1981.
    """
    norms = np.sqrt((values**2).sum(axis=0))
    scaled = values / np.where(norms > 0, norms, 1)
    squared = np.square(weights)
    best, worst = ((scaled - end) ** 2 for end in (scaled.max(axis=0), scaled.min(axis=0)))
    near, far = (np.sqrt(distances.astype(squared.dtype) @ squared) for distances in (best, worst))
    far += near
    with np.errstate(invalid="ignore"):
        result: Doubles = 1 - np.divide(near, far, out=near)
    return result


def topsis_first_shares(model: Additive, *, sampling: Sampling) -> tuple[float, ...]:
    """SMAA-TOPSIS: share of the sampled weightings in which TOPSIS puts each bid first; ties share. Second opinion."""
    values = np.array([[float(s) for s in row] for row in model.shares])
    first = np.zeros(len(values))
    for _, weights in chunks_of(sampling):
        scores = np.nan_to_num(closeness(values, weights=weights))
        best = scores == scores.max(axis=0)
        first += (best / best.sum(axis=0)).sum(axis=1)
    return tuple((first / sampling.samples).tolist())


def _pymcdm(module: str) -> Any:  # noqa: ANN401 -- the package has no types
    try:
        return import_module(f"pymcdm.{module}")
    except ModuleNotFoundError as missing:
        raise NoCrosscheck(
            "pymcdm이 없어 참고 의견을 구하지 못했습니다. pip install 'jeoul[crosscheck]'로 설치하세요 / "
            "the optional package pymcdm is not installed: pip install 'jeoul[crosscheck]'"
        ) from missing


def _preferences(method: Any, *, decision: Decision) -> Doubles:  # noqa: ANN401 -- the package has no types
    types = np.where(decision.higher, 1, -1)
    scores: Doubles = np.asarray(method(decision.values, decision.weights, types, validation=False), np.float64)
    return scores


def _opinion(method: str, *, scores: Doubles, sign: int) -> Opinion:
    if not np.isfinite(scores).all():
        return Opinion(method, None, None)
    keys = np.round(sign * scores, 9)
    return Opinion(method, tuple(scores.tolist()), tuple(int((keys < key).sum()) + 1 for key in keys))
