"""A draft tender.toml from a release: what it says is written, what the law needs besides is asked in its place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction

from procurement.casefile.answers import KEYS
from procurement.casefile.procedure import PROCEDURES
from procurement.exports.ocds.draft import Draft, Item
from procurement.exports.ocds.requirements import Demand
from scoring.criteria import Grades, Ladder, Linear, Piecewise, Ratio, ValueFunction
from scoring.quantity import decimal_of

QUESTION = "# ? "
_HEAD = """\
# 공개 자료 {ocid} ({date}, lot {lot})에서 옮긴 초안입니다. / A draft from this release.
# '{question}'로 시작하는 줄은 자료에 없어 사람이 답할 질문입니다. 값을 적고 줄 앞의 '{question}'를 지우십시오.
# 답하지 않은 것은 evaluate가 이름을 대며 거절합니다.
# Lines that begin with '{question}' are questions which the release does not answer: give the value and take the
# mark away. evaluate refuses what is left unanswered, by name.
"""


def draft_toml(draft: Draft) -> str:
    """tender.toml of a draft; equal drafts give equal text. Raises NotExact for a number that no decimal writes."""
    head = _HEAD.format(ocid=quoted(draft.ocid), date=quoted(draft.date), lot=quoted(draft.lot), question=QUESTION)
    return head + "\n".join((*_tender(draft), *_price(draft), *_demands(draft), *_items(draft), *_evaluators())) + "\n"


def questions_in(text: str) -> tuple[str, ...]:
    """The open questions of a draft with the table each stands in, in order."""
    found, table = [], ""
    for line in text.splitlines():
        if line.startswith("["):
            table = line
        elif line.startswith(QUESTION):
            found.append(f"{table} {line.removeprefix(QUESTION)}")
    return tuple(found)


def quoted(text: str) -> str:
    """A basic string of TOML, on one line: what JSON escapes and the one letter more that TOML does."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _tender(draft: Draft) -> Iterator[str]:
    amount = "" if draft.amount is None else f"  # 공개된 금액 / published amount: {draft.amount}"
    yield "\n[tender]"
    yield _text("id", draft.id, "공고번호 / number of the notice")
    yield _text("title", draft.title, "사업명 / title")
    yield _text("agency", draft.agency, "발주기관 / agency")
    yield _ask("rules_day", "규정을 적용할 날(입찰공고일) / the day whose rules apply")
    yield _ask("example", "예시이면 true / true for an example")
    yield _ask("procedure", f"다음 중 하나 / one of: {', '.join(PROCEDURES)}")
    yield "\n[rules]"
    yield _ask("profiles", "적용할 규정 / the rule texts, as in docs/examples")
    yield "\n[rules.answers]"
    yield from (f"{QUESTION}{key} ={amount if key == 'E_amount' else ''}" for key in KEYS)
    yield "\n[rules.where]"
    yield "# 답마다 공고의 어디에 있는지 적으면 표지에 나옵니다 / where the notice gives each answer, for the cover"


def _price(draft: Draft) -> Iterator[str]:
    yield "\n[price]"
    price = draft.price
    if price is None:
        yield _ask("points", "가격 배점: 자료에 가격 항목이 하나로 적혀 있지 않음 / not given as one criterion")
    else:
        yield _points(price)
    yield _ask("weight_reason", "기술·가격 배점을 이렇게 정한 사유 / the reason for this split")
    for name, points in draft.thresholds:
        yield f"# 공개된 최저 점수 / published minimum score: {quoted(name)} {decimal_of(points)}"
        yield "# 규정이 정한 기준과 같은지 확인하십시오 / see whether the rules give the same"


def _demands(draft: Draft) -> Iterator[str]:
    for demand in draft.demands:
        yield from _gate(demand) if demand.limit is not None else _untold(demand)


def _gate(demand: Demand) -> Iterator[str]:
    yield "\n[[gates]]"
    yield f"id = {quoted(demand.id)}"
    yield _text("title", demand.title, "요구의 이름 / title")
    yield _text("unit", demand.unit, "한도의 단위 / unit of the limit")
    yield f"comparison = {quoted(demand.comparison or '')}"
    yield f"limit = {_number(Fraction(demand.limit or 0))}"
    yield _ask("measure", "성능 측정으로 볼 때. 아니면 offer를 적음 / where it is measured, otherwise offer")


def _untold(demand: Demand) -> Iterator[str]:
    """A requirement that cannot be a gate is not dropped silently."""
    yield "\n# 수의 한도가 아니어서 옮기지 않은 요구 / a requirement that is no bound of a number, not carried over:"
    yield f"#   {quoted(demand.id)} {quoted(demand.title or '')}"


def _items(draft: Draft) -> Iterator[str]:
    for item in draft.items:
        yield "\n[[criteria]]"
        yield f"id = {quoted(item.id)}"
        yield _text("title", item.title, "항목의 이름 / title")
        yield _text("group", item.group, "분야 / group")
        yield _text("kind", item.kind, "qualitative 또는 quantitative / one of the two")
        yield _points(item)
        if item.kind == "quantitative":
            yield from _quantitative(item)


def _quantitative(item: Item) -> Iterator[str]:
    if item.unit:
        yield f"unit = {quoted(item.unit)}"
    if item.missing_share is not None:
        yield f"missing_share = {_number(item.missing_share)}"
    if item.value is None:
        yield _ask("value", "값을 점수로 바꾸는 방법 / how the value becomes points")
    else:
        yield f"value = {_value(item.value)}"
    yield _ask("measure", "성능 측정으로 볼 때. 아니면 officer = true / where it is measured, otherwise officer = true")


def _evaluators() -> Iterator[str]:
    yield "\n[evaluators]"
    yield _ask("ids", "평가위원 / the evaluators")


def _points(item: Item) -> str:
    if item.points is not None:
        return f"points = {_number(item.points)}"
    said = "" if item.said is None else f", 공개된 비율 / published share {_number(item.said)} %"
    return _ask("points", f"배점 / points{said}")


def _value(value: ValueFunction) -> str:
    match value:
        case Linear() | Ratio():
            kind = "linear" if isinstance(value, Linear) else "ratio"
            ends = f"floor = {_number(value.floor)}, target = {_number(value.target)}"
            return f'{{ kind = "{kind}", {ends}, places = {value.places} }}'
        case Piecewise(knots=knots, places=places):
            return f'{{ kind = "piecewise", knots = {_pairs(knots)}, places = {places} }}'
        case Ladder(steps=steps, better=better):
            return f'{{ kind = "ladder", better = "{better}", steps = {_pairs(steps)} }}'
        case Grades(shares=shares):
            inside = ", ".join(f"{quoted(name)} = {_number(share)}" for name, share in shares)
            return f'{{ kind = "grades", shares = {{ {inside} }} }}'


def _pairs(pairs: tuple[tuple[Fraction, Fraction], ...]) -> str:
    return "[" + ", ".join(f"[{_number(value)}, {_number(share)}]" for value, share in pairs) + "]"


def _number(value: Fraction) -> str:
    return f"{decimal_of(value):f}"


def _text(key: str, value: str | None, why: str) -> str:
    return f"{key} = {quoted(value)}" if value else _ask(key, why)


def _ask(key: str, why: str) -> str:
    return f"{QUESTION}{key} =  # {why}"
