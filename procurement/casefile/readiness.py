"""How far a draft has come: what is there must be right, what is not there yet is listed part by part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

from benchmarks.table import Table, read_table
from procurement.casefile.answers import answers_of, given_answers
from procurement.casefile.case import SECTIONS, TENDER
from procurement.casefile.handouts.brands import refuse_brands
from procurement.casefile.handouts.reading import announced_texts, asked_of
from procurement.casefile.planning import NO_DEMAND
from procurement.casefile.procedure import PROCEDURES, check_complete, rules_of
from procurement.casefile.purchase_demand import demand_of
from procurement.casefile.purchase_limits import limits_of
from procurement.casefile.questions import questions_of
from procurement.casefile.scheme import Announced, announced_so_far
from scoring.checks import UnusableAnswers, UnusableScheme, check_answers, check_scheme
from scoring.price import UnknownFormula
from scoring.rules.loading import RuleError
from scoring.rules.schema import Rules

PartKey = Literal["rules", "answers", "gates", "criteria", "price", "evaluators", "sizing"]
OPTIONAL: tuple[PartKey, ...] = ("gates", "sizing")
NO_WEIGHT_REASON = "가격 배점을 이렇게 정한 사유를 적어야 합니다 / give the reason for the points of the price"
NO_POINTS = "가격 배점을 정해야 합니다 / give the points of the price"
NO_CRITERIA = "평가항목을 하나 이상 정해야 합니다 / give at least one criterion"
NO_EVALUATORS = "평가위원의 자리를 정해야 합니다 / give the evaluators' places"
NO_RULES = "적용할 규정을 정해야 합니다 / choose the rule texts that apply"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a notice: whether anything is there, and what is still open, in words."""

    key: PartKey
    there: bool
    open: tuple[str, ...]

    @property
    def optional(self) -> bool:
        """Whether a notice can do without."""
        return self.key in OPTIONAL


@dataclass(frozen=True, slots=True)
class Draft:
    """The number and title of a notice that is being written, and how far each part has come."""

    tender_id: str
    title: str
    parts: tuple[Part, ...]

    @property
    def open(self) -> tuple[str, ...]:
        """Everything that is still open, in the order of the parts; () = the notice can be published."""
        return tuple(line for part in self.parts for line in part.open)


def draft_of(folder: Path) -> Draft:
    """How far tender.toml of a folder has come.

    Raises REFUSALS and BrandNamed for what is there and wrong, and OSError; a whole notice is read as `asked_of` does.
    """
    path = folder / "tender.toml"
    if not path.is_file():
        raise Table(path.name, {}).wrong("사업 폴더에 이 파일이 없습니다 / there is no such file in the case folder")
    reading = _Reading(read_table(path.read_bytes(), filename=path.name).only(*SECTIONS), folder)
    draft = reading.draft()
    if not draft.open:
        asked_of(folder)
    return draft


@dataclass(frozen=True, slots=True)
class _Reading:
    root: Table
    folder: Path

    def draft(self) -> Draft:
        table = self.root.table("tender").only(*TENDER)
        for key in ("id", "title", "agency"):
            table.text(key)
        table.flag("example")
        day = table.day("rules_day")
        table.choice("procedure", choices=tuple(PROCEDURES))
        rules = rules_of(self.root, day=day, folder=self.folder) if self._there("rules") else ()
        scheme = self._scheme()
        refuse_brands(announced_texts(self.root, ()))
        parts = (
            Part("rules", bool(rules), () if rules else (NO_RULES,)),
            Part("answers", self._answered(), tuple(self._unanswered(rules)) if rules else ()),
            Part("gates", self._there("gates"), ()),
            Part("criteria", self._there("criteria"), tuple(self._criteria(scheme, rules))),
            Part("price", self._there("price"), tuple(self._price())),
            Part("evaluators", self._there("evaluators"), tuple(self._evaluators())),
            Part("sizing", self._there("sizing"), tuple(self._sizing())),
        )
        return Draft(table.text("id"), table.text("title"), parts)

    def _there(self, section: str) -> bool:
        return section in self.root.values

    def _scheme(self) -> Announced:
        """The entries that are there; without points of the price, 0."""
        price = self.root.optional_table("price")
        points = None if price is None else price.only("points", "weight_reason").optional_number("points")
        return announced_so_far(self.root, price_points=Fraction(points or 0))

    def _answered(self) -> bool:
        return self._there("rules") and bool(given_answers(self.root).values)

    def _unanswered(self, rules: tuple[Rules, ...]) -> Iterator[str]:
        """The questions left open; of a whole set of answers, what in them cannot be."""
        self.root.table("rules").optional_table("where")
        given = given_answers(self.root).values
        lacking = [question for question in questions_of(rules) if question.key not in given]
        yield from (question.text for question in lacking)
        if not lacking:
            try:
                answers = answers_of(self.root, rules=rules)
                check_complete(rules, answers=answers)
                check_answers(answers, rules=rules)
            except (RuleError, UnknownFormula, UnusableAnswers) as problem:
                yield str(problem)

    def _criteria(self, scheme: Announced, rules: tuple[Rules, ...]) -> Iterator[str]:
        if not scheme.scheme.criteria:
            yield NO_CRITERIA
        elif rules and scheme.scheme.price_points:
            try:
                check_scheme(scheme.scheme, rules=rules)
            except (RuleError, UnusableScheme) as problem:
                yield str(problem)

    def _sizing(self) -> Iterator[str]:
        """What a question about hardware lacks; a mix of lengths is held against the bids' measurements later."""
        sizing = self.root.optional_table("sizing")
        if sizing is None:
            return
        demands = sizing.tables("demand")
        if not demands:
            yield NO_DEMAND
        sizing.number("utilisation")
        limits_of(sizing.optional_table("limits") or Table("", {}))
        for one in demands:
            if "isl" in one.values:
                demand_of(one, folder=self.folder, measurements=())

    def _price(self) -> Iterator[str]:
        price = self.root.optional_table("price") or Table("", {})
        if not price.optional_number("points"):
            yield NO_POINTS
        if not (price.optional_text("weight_reason") or "").strip():
            yield NO_WEIGHT_REASON

    def _evaluators(self) -> Iterator[str]:
        if self._there("evaluators"):
            self.root.table("evaluators").texts("ids")
        else:
            yield NO_EVALUATORS
