"""What a rule is: a dated value with the clause it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Confidence = Literal["read", "second-hand", "assumed"]
RuleValue = Decimal | int | str | bool


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a value stands in the law: title, article, link and gazette entry."""

    title: str
    article: str
    href: str = ""
    gazette: str = ""

    def __str__(self) -> str:
        return f"{self.title} {self.article}".strip()


@dataclass(frozen=True, slots=True)
class Dated:
    """A value from a day on; `value is None` means the text was not obtained."""

    since: date
    value: RuleValue | None
    reference: Reference
    confidence: Confidence
    note: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a rule and its history, oldest value first."""

    key: str
    description: str
    unit: str
    history: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What the rule text leaves open and a tender has to answer."""

    key: str
    text: str
    choices: tuple[str, ...]
    reference: Reference


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One rule text: its parameters, the questions it leaves open, and when a person last read it."""

    id: str
    title: str
    last_checked: date
    parameters: tuple[Parameter, ...]
    questions: tuple[Question, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A parameter's value in force on one day."""

    key: str
    description: str
    unit: str
    since: date
    value: RuleValue
    reference: Reference
    confidence: Confidence
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one rule file says on one day. `digest` is the SHA-256 of exactly that."""

    id: str
    title: str
    day: date
    rules: tuple[Rule, ...]
    not_obtained: tuple[Parameter, ...]
    questions: tuple[Question, ...]
    digest: str
