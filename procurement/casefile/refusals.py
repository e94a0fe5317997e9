"""Every way in which a case is refused: the input's fault, said in words, never a crash."""

from __future__ import annotations

from benchmarks.canonical import ContradictedAnswer
from benchmarks.catalogue import UnknownDevice, UnknownPublication
from benchmarks.metrics import UnknownMetric
from benchmarks.readers import UnreadableFile
from benchmarks.table import TableError
from benchmarks.units import UnknownUnit
from procurement.casefile.answers import NotAnswered
from procurement.casefile.evidence import NotScorable
from procurement.casefile.marks import UnreadableMarks
from procurement.sizing.demand import DemandError
from procurement.sizing.domestic import LegalBasisError
from procurement.sizing.problem import ProblemError
from scoring.checks import UnusableAnswers, UnusableBid, UnusableScheme
from scoring.panel import TooFewEvaluators, UnusableMarks
from scoring.price import UnknownFormula, UnusablePrice
from scoring.quantity import NotExact
from scoring.rules.loading import RuleError
from scoring.value import MissingValue, UnusableValue

REFUSALS = (
    ContradictedAnswer, DemandError, LegalBasisError, MissingValue, NotAnswered, NotExact, NotScorable, ProblemError,
    RuleError, TableError, TooFewEvaluators, UnknownDevice, UnknownFormula, UnknownMetric, UnknownPublication,
    UnknownUnit, UnreadableFile, UnreadableMarks, UnusableAnswers, UnusableBid, UnusableMarks, UnusablePrice,
    UnusableScheme, UnusableValue,
)  # fmt: skip
