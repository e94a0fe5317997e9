"""The tender section of a release: one virtual lot, its award criteria, the requirements and the documents."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.writers.exact_json import Json
from procurement.exports.ocds.conversion import conversion_json
from procurement.exports.ocds.publication import Notice, NotPublishable, Paper, Publication
from scoring.criteria import Criterion, Gate, Kind, Scheme
from scoring.quantity import decimal_of

LOT = "lot-1"
BUYER = "buyer"
PRICE = "price"
TECHNICAL = "technical"
TOTAL = "total"
REQUIREMENTS = "requirements"
CURRENCY = "KRW"
JUDGES: dict[Kind, str] = {"qualitative": "panel", "quantitative": "value"}
_LIMITS = {">=": "minValue", "<=": "maxValue"}


def tender_json(notice: Notice, *, publication: Publication, status: str) -> dict[str, Json]:
    """The tender as announced, with `status` a code of tenderStatus.csv. Raises NotPublishable, NotExact."""
    _refuse_reserved(notice.scheme)
    told: dict[str, Json] = {
        "id": notice.id,
        "title": notice.title,
        **({"description": notice.note} if notice.note else {}),
        "status": status,
        "procuringEntity": {"id": BUYER, "name": notice.agency},
        **({} if notice.amount is None else {"value": won(notice.amount)}),
        "procurementMethod": publication.method,
        "mainProcurementCategory": publication.category,
        "awardCriteria": "ratedCriteria",
        "lots": [_lot(notice, status=status)],
    }
    if notice.scheme.gates:
        told["criteria"] = [_requirements(notice.scheme.gates)]
    if publication.papers:
        told["documents"] = [_paper(one) for one in publication.papers]
    return told


def won(amount: int) -> dict[str, Json]:
    """An amount of whole won as an OCDS value."""
    return {"amount": amount, "currency": CURRENCY}


def _refuse_reserved(scheme: Scheme) -> None:
    for criterion in scheme.criteria:
        if criterion.id in (PRICE, TECHNICAL, TOTAL):
            raise NotPublishable(
                f"tender.toml [[criteria]] id = {criterion.id!r}: 공개 자료에서 가격·기술·합산을 뜻하는 이름입니다. "
                f"다른 id를 쓰십시오 / stands for the price, technical or total points in a release, use another id"
            )


def _lot(notice: Notice, *, status: str) -> Json:
    return {
        "id": LOT,
        "title": notice.title,
        "status": status,
        "awardCriteria": {"criteria": list(_criteria(notice))},
    }


def _criteria(notice: Notice) -> Iterator[Json]:
    """Every criterion with its points, the price, and the threshold by what it is tested on."""
    yield from (_criterion(one) for one in notice.scheme.criteria)
    points: Json = [{"number": decimal_of(notice.scheme.price_points), "weight": "pointsExact"}]
    yield {"id": PRICE, "type": "price", "name": "입찰가격평가", "numbers": points}
    name = "합산점수" if notice.threshold_on_total else "기술능력평가"
    yield {
        "id": TOTAL if notice.threshold_on_total else TECHNICAL,
        "type": "quality",
        "name": name,
        "description": f"{name}의 협상적격 기준: {notice.threshold.formula} ({notice.threshold.clause})",
        "numbers": [{"number": notice.threshold.value, "threshold": "minimumScore"}],
    }


def _criterion(criterion: Criterion) -> Json:
    told: dict[str, Json] = {
        "id": criterion.id,
        "type": "quality",
        "name": criterion.title,
        "group": criterion.group,
        "judgedBy": JUDGES[criterion.kind],
        "numbers": [{"number": decimal_of(criterion.points), "weight": "pointsExact"}],
    }
    if criterion.unit:
        told["unit"] = criterion.unit
    if criterion.missing_share is not None:
        told["missingShare"] = decimal_of(criterion.missing_share)
    if criterion.value is not None:
        told["conversion"] = conversion_json(criterion.value)
    return told


def _requirements(gates: tuple[Gate, ...]) -> Json:
    """All gates in one group: a group is met when all of its requirements are."""
    return {
        "id": REQUIREMENTS,
        "title": "규격 요구",
        "relatesToTenderer": False,
        "relatedLots": [LOT],
        "requirementGroups": [{"id": REQUIREMENTS, "requirements": [_requirement(gate) for gate in gates]}],
    }


def _requirement(gate: Gate) -> Json:
    return {
        "id": gate.id,
        "title": gate.title,
        "dataType": "number",
        _LIMITS[gate.comparison]: decimal_of(gate.limit),
        "unit": gate.unit,
    }


def _paper(paper: Paper) -> Json:
    return {
        "id": paper.id,
        "documentType": paper.kind,
        "title": paper.title,
        **({} if paper.url is None else {"url": paper.url}),
        "format": paper.format,
        "language": "ko",
        "relatedLots": [LOT],
        "sha256": paper.sha256,
    }
