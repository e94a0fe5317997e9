"""Rule files: strict reading, and what they say on one day."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any, get_args

from scoring.digest import canonical, sha256_of
from scoring.quantity import exact
from scoring.rules.schema import (
    Confidence,
    Dated,
    Parameter,
    Question,
    Reference,
    Rule,
    RuleFile,
    Rules,
    RuleValue,
)

Table = dict[str, Any]
NOTICE = "notice."
"""How the id of a rule file begins that holds what a tender's own notice says."""
VALUES = (Decimal, int, str, bool)
FILE = {"id": str, "title": str, "last_checked": date, "parameters": list}
PARAMETER = {"key": str, "description": str, "unit": str, "history": list}
DATED = {"from": date, "confidence": str, "reference": dict}
QUESTION = {"key": str, "text": str, "choices": list, "reference": dict}
REFERENCE = {"title": str, "article": str}


class RuleError(ValueError):
    """A rule file that is wrong, or rules that do not hold what is asked; says file, key and day."""


class NotObtained(RuleError):
    """The rule exists but its text was not obtained: the tender's own profile must supply it."""


def load(text: str, *, source: str) -> RuleFile:
    """Read one rule file (TOML). `source` names it in messages.

    Raises RuleError for an unknown or missing key, a wrong type, a missing reference, an unknown
    confidence, a falling or repeated date, a repeated parameter.
    """
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{source}: TOML 형식이 아닙니다 / is not TOML: {error}") from error
    table = _table(data, where=source, needed=FILE, allowed={"questions": list})
    file = RuleFile(
        id=table["id"],
        title=table["title"],
        last_checked=table["last_checked"],
        parameters=tuple(sorted((_parameter(p, where=source) for p in table["parameters"]), key=lambda p: p.key)),
        questions=tuple(sorted((_question(q, where=source) for q in table.get("questions", ())), key=lambda q: q.key)),
        source=source,
    )
    _refuse_repeated([p.key for p in file.parameters], where=source)
    _refuse_repeated([q.key for q in file.questions], where=source)
    return file


def on(rule_file: RuleFile, *, day: date) -> Rules:
    """What the file says on `day`: for each parameter the newest value whose date is not later.

    A parameter whose text was not obtained, or that begins later, stands in `not_obtained`.
    """
    in_force = [(p, _newest(p, day=day)) for p in rule_file.parameters]
    rules = tuple(_rule(p, dated=d, found=d.value) for p, d in in_force if d is not None and d.value is not None)
    missing = [(p, d) for p, d in in_force if d is None or d.value is None]
    found = (*rules, *(f"{p.key}: {canonical(d)}" for p, d in missing), *rule_file.questions)
    return Rules(
        id=rule_file.id,
        title=rule_file.title,
        day=day,
        rules=rules,
        not_obtained=tuple(p for p, _ in missing),
        questions=rule_file.questions,
        digest=sha256_of(rule_file.id, rule_file.title, *(canonical(item) for item in found)),
    )


def rule(rules: Iterable[Rules], *, key: str) -> Rule:
    """The rule `key` in one of several rule texts.

    Raises NotObtained where its text was not obtained for that day, RuleError where no text
    knows the key or two texts give it.
    """
    texts = tuple(rules)
    found = [r for text in texts for r in text.rules if r.key == key]
    if len(found) == 1:
        return found[0]
    for text in texts:
        for parameter in text.not_obtained:
            if parameter.key == key and not found:
                raise NotObtained(_not_obtained(text, parameter=parameter))
    known = ", ".join(f"{text.id} ({text.day})" for text in texts) or "-"
    problem = "두 규정에 겹칩니다 / is given twice" if found else "규정에 없습니다 / is in none of the rule texts"
    raise RuleError(f"{key}: {problem}: {known}")


def known(rules: Iterable[Rules], *, key: str) -> Rule | None:
    """The first rule `key` that a text holds, or None where none does."""
    return next((found for text in rules for found in text.rules if found.key == key), None)


def value(rules: Rules, *, key: str) -> RuleValue:
    """The value of one rule; raises as `rule` does."""
    return rule((rules,), key=key).value


def number(rules: Iterable[Rules], *, key: str) -> Fraction:
    """The value of a numeric rule, exact; RuleError where it is text or yes/no."""
    found = rule(rules, key=key)
    if isinstance(found.value, str | bool):
        raise RuleError(f"{key} ({found.since}): 수가 아닙니다 / is not a number: {found.value!r}")
    return exact(found.value)


def places(rules: Iterable[Rules], *, step: str) -> int:
    """The decimals a step of the rule rounds to (`<step>_places`). Raises RuleError for a mode other than half_up."""
    texts = tuple(rules)
    mode = rule(texts, key=f"{step}_rounding")
    if mode.value != "half_up":
        raise RuleError(f"{mode.key} ({mode.since}): 알 수 없는 반올림 방식 / unknown rounding mode: {mode.value!r}")
    found = number(texts, key=f"{step}_places")
    if found.denominator != 1 or found < 0:
        raise RuleError(f"{step}_places: 자릿수가 아닙니다 / is not a number of places: {found}")
    return int(found)


def unanswered(rules: Iterable[Rules], *, given: frozenset[str]) -> tuple[Question, ...]:
    """The questions the rule texts leave open that `given` (keys) does not answer."""
    return tuple(q for text in rules for q in text.questions if q.key not in given)


@cache
def shipped() -> tuple[RuleFile, ...]:
    """Every rule file that comes with the program, by id, the Korean ones first."""
    folders = [(name, resources.files("scoring.rules") / name) for name in ("kr", "intl")]
    files = [(name, f) for name, folder in folders for f in folder.iterdir() if f.name.endswith(".toml")]
    loaded = [load(f.read_text(encoding="utf-8"), source=f"{name}/{f.name}") for name, f in files]
    return tuple(sorted(loaded, key=lambda file: (not file.id.startswith("kr."), file.id)))


def shipped_rule(rule_id: str) -> RuleFile:
    """One shipped rule file by its id; RuleError names those there are."""
    for file in shipped():
        if file.id == rule_id:
            return file
    known = ", ".join(file.id for file in shipped())
    raise RuleError(f"{rule_id}: 그런 규정 파일이 없습니다 / no such rule file; there are: {known}")


def _parameter(data: object, *, where: str) -> Parameter:
    table = _table(data, where=f"{where}: parameters", needed=PARAMETER, allowed={})
    place = f"{where}: {table['key']}"
    history = tuple(_dated(entry, where=place) for entry in table["history"])
    if not history:
        raise RuleError(f"{place}: 값이 하나도 없습니다 / has no value at all (history is empty)")
    for older, newer in pairwise(history):
        if newer.since <= older.since:
            raise RuleError(f"{place}: {newer.since}: 날짜가 늘어나지 않습니다 / date is not after {older.since}")
    return Parameter(key=table["key"], description=table["description"], unit=table["unit"], history=history)


def _dated(data: object, *, where: str) -> Dated:
    day = data.get("from", "?") if isinstance(data, dict) else "?"
    place = f"{where}: {day}"
    optional = {"value": VALUES, "obtained": bool, "note": str}
    table = _table(data, where=place, needed=DATED, allowed=optional)
    if ("value" in table) is (table.get("obtained") is False):
        raise RuleError(f"{place}: value 또는 obtained = false 중 하나만 / give either value or obtained = false")
    if table["confidence"] not in get_args(Confidence):
        known = ", ".join(get_args(Confidence))
        raise RuleError(
            f"{place}: confidence {table['confidence']!r}: 다음 중 하나여야 합니다 / must be one of {known}"
        )
    return Dated(
        since=table["from"],
        value=table.get("value"),
        reference=_reference(table["reference"], where=place),
        confidence=table["confidence"],
        note=table.get("note", ""),
    )


def _question(data: object, *, where: str) -> Question:
    table = _table(data, where=f"{where}: questions", needed=QUESTION, allowed={})
    place = f"{where}: {table['key']}"
    if not all(isinstance(choice, str) for choice in table["choices"]):
        raise RuleError(f"{place}: choices 는 글이어야 합니다 / choices must be texts")
    return Question(
        key=table["key"],
        text=table["text"],
        choices=tuple(table["choices"]),
        reference=_reference(table["reference"], where=place),
    )


def _reference(data: object, *, where: str) -> Reference:
    table = _table(data, where=f"{where}: reference", needed=REFERENCE, allowed={"href": str, "gazette": str})
    return Reference(**table)


def _table(data: object, *, where: str, needed: Table, allowed: Table) -> Table:
    if not isinstance(data, dict):
        raise RuleError(f"{where}: 표가 아닙니다 / is not a table: {data!r}")
    kinds = {**needed, **allowed}
    unknown = sorted(set(data) - set(kinds))
    missing = sorted(set(needed) - set(data))
    if unknown:
        raise RuleError(f"{where}: 모르는 키 / unknown key: {', '.join(unknown)}")
    if missing:
        raise RuleError(f"{where}: 빠진 키 / missing key: {', '.join(missing)}")
    for key, found in data.items():
        if not _is(found, kind=kinds[key]):
            raise RuleError(f"{where}: {key}: 값의 종류가 다릅니다 / wrong type: {found!r}")
    return data


def _is(found: object, *, kind: type | tuple[type, ...]) -> bool:
    # A TOML date-time is a datetime, which Python also calls a date; a rule begins on a day.
    if kind is date:
        return type(found) is date
    return isinstance(found, kind) and found != ""


def _refuse_repeated(keys: list[str], *, where: str) -> None:
    for earlier, later in pairwise(keys):
        if earlier == later:
            raise RuleError(f"{where}: {later}: 두 번 나옵니다 / is given twice")


def _newest(parameter: Parameter, *, day: date) -> Dated | None:
    return next((d for d in reversed(parameter.history) if d.since <= day), None)


def _rule(parameter: Parameter, *, dated: Dated, found: RuleValue) -> Rule:
    return Rule(
        key=parameter.key,
        description=parameter.description,
        unit=parameter.unit,
        since=dated.since,
        value=found,
        reference=dated.reference,
        confidence=dated.confidence,
        note=dated.note,
    )


def _not_obtained(text: Rules, *, parameter: Parameter) -> str:
    dated = _newest(parameter, day=text.day)
    which = (
        str(dated.reference) if dated else f"{parameter.history[0].since} 이전 / before {parameter.history[0].since}"
    )
    return (
        f"{text.id}: {parameter.key} ({parameter.description}): {text.day} 의 값을 확보하지 못했습니다 ({which}). "
        f"공고의 기준에 따라 직접 정해야 합니다 / value on {text.day} was not obtained; "
        f"the tender's own rule profile must supply it"
    )
