"""The rule texts of a tender: the profiles its procedure needs, and the notice's own file where the law was silent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from benchmarks.table import Table, read_table
from scoring.price import formula_named
from scoring.result import Answers
from scoring.rules.loading import NOTICE, RuleError, known, load, on, rule, shipped, shipped_rule
from scoring.rules.schema import Rules

PROCEDURES = {
    "negotiation_national": ("kr.negotiation.national",),
    "negotiation_pps": ("kr.negotiation.national", "kr.pps.panel", "kr.pps.committee"),
    "negotiation_local": ("kr.negotiation.local",),
    "negotiation_international": ("intl.price.formulas",),
}
"""The rule texts without which a procedure is not that procedure."""
NEEDED = (
    "total_points", "tie_order", "eligibility_share", "trim_k", "panel_places", "panel_rounding", "price_places",
    "price_rounding", "quantitative_points_max", "deduction_places", "deduction_rounding", "prior_contact_points",
)  # fmt: skip
_OWN = {"eligibility_on", "eligibility_technical_points", "linear_fixed_ceiling.ceiling", "linear_fixed_ceiling.floor"}


def rules_of(tender: Table, *, day: date, folder: Path | None = None) -> tuple[Rules, ...]:
    """What each of the tender's rule files says on its day, the notice's own (`[rules] notice`) last.

    Raises RuleError, and TableError where a profile of the procedure is missing or the notice's file holds
    what the law decides.
    """
    table = tender.table("rules").only("profiles", "answers", "where", "notice")
    names = table.texts("profiles")
    lawful = tuple(on(shipped_rule(name), day=day) for name in names)
    _refuse_other_law(tender, names)
    notice = table.optional_text("notice")
    if notice is None or folder is None:
        return lawful
    return (*lawful, _notice(table, notice, folder=folder, day=day, lawful=lawful))


def check_complete(rules: tuple[Rules, ...], *, answers: Answers) -> None:
    """Raise RuleError that lists every value that the evaluation needs and no rule text gives."""
    problems = tuple(_missing(rules, answers=answers))
    if problems:
        more = "규정 파일이나 공고의 규정 파일([rules] notice)이 정해야 하는 값 / values that a rule file must give"
        raise RuleError(problems[0] if len(problems) == 1 else "\n  ".join((*problems, more)))


def _missing(rules: tuple[Rules, ...], *, answers: Answers) -> Iterator[str]:
    asked = ("eligibility_on",) if any(p.key == "eligibility_on" for r in rules for p in r.not_obtained) else ()
    constants = (f"{answers.price_formula}.{key}" for key in formula_named(answers.price_formula).constants)
    for key in (*NEEDED, *asked, *constants):
        try:
            rule(rules, key=key)
        except RuleError as error:
            yield str(error)


def _refuse_other_law(tender: Table, names: tuple[str, ...]) -> None:
    table = tender.table("tender")
    procedure = table.choice("procedure", choices=tuple(PROCEDURES))
    missing = [name for name in PROCEDURES[procedure] if name not in names]
    if missing:
        raise table.wrong(
            f"procedure = {procedure!r}: [rules] profiles에 {', '.join(missing)}이(가) 있어야 합니다 / "
            f"this procedure needs {', '.join(missing)} among the profiles"
        )


def _notice(table: Table, name: str, *, folder: Path, day: date, lawful: tuple[Rules, ...]) -> Rules:
    path = folder / name
    if Path(name).name != name or not path.is_file():
        raise table.wrong(
            f"notice = {name!r}: 사업 폴더 바로 아래에 있는 파일이어야 합니다 / must be a file in the case folder"
        )
    data = path.read_bytes()
    read_table(data, filename=name)
    found = on(load(data.decode("utf-8-sig"), source=name), day=day)
    place = Table(name, {})
    if not found.id.startswith(NOTICE):
        raise place.wrong(f"id = {found.id!r}: {NOTICE!r}로 시작해야 합니다 / must begin with {NOTICE!r}")
    for given in found.rules:
        if problem := _against(given.key, lawful=lawful):
            raise place.wrong(f"{given.key}: {problem}")
    return replace(found, not_obtained=())


def _against(key: str, *, lawful: tuple[Rules, ...]) -> str:
    """Why a notice may not give a value; empty where it may."""
    if key not in _OWN | {p.key for file in shipped() for p in file.parameters}:
        return "모르는 값입니다 / no rule knows such a value"
    if decided := known(lawful, key=key):
        return f"규정이 정한 값이라 공고로 바꿀 수 없습니다 ({decided.reference}) / the law decides it"
    open_to_notice = {p.key for text in lawful for p in text.not_obtained}
    fixed = known(lawful, key="eligibility_share")
    if key.startswith("eligibility_") and fixed and not {key, "eligibility_on"} & open_to_notice:
        return f"협상적격 기준은 규정이 정합니다 ({fixed.reference}) / the law decides the threshold"
    return ""
