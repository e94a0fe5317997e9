"""Publications and packages that the tests change one thing at a time."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from procurement.exports.dossier import Dossier
from procurement.exports.ocds.package import release_package
from procurement.exports.ocds.publication import Decision, Notice, Publication, Release, Stage
from scoring.eligibility import eligibility_on, threshold
from scoring.result import Evaluation
from tests.procurement.exports.evaluations import TENDER, dossier

STAGES: tuple[Stage, ...] = ("tender", "technical", "award")
PUBLICATION = Publication(
    uri="https://example.invalid/r.json",
    published=datetime.fromisoformat("2026-11-20T18:00:00+09:00"),
    publisher="가상기관",
    license=None,
    scores_extension="https://example.invalid/x/extension.json",
    ocid_prefix="ocds-000000",
    method="open",
    category="goods",
    shown_marks=True,
    releases=tuple(
        Release(stage, datetime.fromisoformat(f"2026-11-0{day}T09:00:00+09:00")) for day, stage in enumerate(STAGES, 1)
    ),
    papers=(),
    decision=Decision("pending", datetime.fromisoformat("2026-11-03T08:00:00+09:00")),
)


def notice_for(evaluation: Evaluation, *, title: str = TENDER.title) -> Notice:
    return Notice(
        id=TENDER.id,
        title=title,
        agency=TENDER.agency,
        note="",
        scheme=evaluation.scheme,
        threshold=threshold(evaluation.scheme, rules=evaluation.rules),
        threshold_on_total=eligibility_on(evaluation.rules) == "total",
        amount=evaluation.answers.e_amount,
    )


def packed(evaluation: Evaluation, *, publication: Publication = PUBLICATION, shown: Dossier | None = None) -> bytes:
    shown = shown or dossier(evaluation)
    return release_package(notice_for(evaluation), dossier=shown, publication=publication)


def package(evaluation: Evaluation, *, publication: Publication = PUBLICATION, shown: Dossier | None = None) -> Any:
    """The package with its numbers as Decimal."""
    return json.loads(packed(evaluation, publication=publication, shown=shown), parse_float=Decimal)


def release(evaluation: Evaluation, stage: Stage = "award", *, shown: Dossier | None = None) -> Any:
    """The one release of a stage."""
    only = replace(PUBLICATION, releases=tuple(r for r in PUBLICATION.releases if r.stage == stage))
    return package(evaluation, publication=only, shown=shown)["releases"][0]


def criteria(told: Any) -> dict[str, Any]:
    return {one["id"]: one for one in told["tender"]["lots"][0]["awardCriteria"]["criteria"]}
