"""Every way in which a case is refused: the input's fault, said in words, never a crash."""

from __future__ import annotations

from benchmarks.table import TableError
from procurement.casefile.answers import NotAnswered
from procurement.casefile.envelopes import UnreadablePrices
from procurement.casefile.evidence import NotScorable
from procurement.casefile.marks import UnreadableMarks
from procurement.sizing.demand import DemandError
from procurement.sizing.domestic import LegalBasisError
from procurement.sizing.problem import ProblemError
from scoring.attendance import UnusableAbsence
from scoring.checks import UnusableAnswers, UnusableBid, UnusableScheme
from scoring.deductions import BonusRefused
from scoring.lots import UnusableLot
from scoring.panel import TooFewEvaluators, UnusableMarks
from scoring.panel_checks import UnusableReason
from scoring.price import UnknownFormula, UnusablePrice
from scoring.quantity import NotExact
from scoring.rules.loading import RuleError
from scoring.value import MissingValue, UnusableValue

# What the libraries refuse without knowing of files, and where in the case it stands; "" where the message says it.
_PLACES: dict[type[Exception], str] = {
    DemandError: "tender.toml [[sizing.demand]]",
    LegalBasisError: "tender.toml [sizing.limits.domestic_share]",
    MissingValue: "bids/",
    NotAnswered: "",
    NotExact: "tender.toml",
    NotScorable: "",
    ProblemError: "tender.toml [sizing]",
    RuleError: "tender.toml [rules] profiles, [tender] rules_day",
    TableError: "",
    TooFewEvaluators: "tender.toml [evaluators] ids, [rules.answers] trim_k",
    UnusableAbsence: "marks.toml [[excused]]",
    BonusRefused: "bids/",
    UnusableLot: "lots.toml",
    UnusableReason: "marks.toml [[reason]]",
    UnknownFormula: "tender.toml [rules.answers] price_formula",
    UnreadableMarks: "",
    UnreadablePrices: "",
    UnusableAnswers: "tender.toml [rules.answers]",
    UnusableBid: "bids/",
    UnusableMarks: "marks.csv",
    UnusablePrice: "tender.toml [rules.answers]",
    UnusableScheme: "tender.toml [[criteria]], [[gates]], [price]",
    UnusableValue: "bids/",
}
REFUSALS = tuple(_PLACES)


def in_words(refusal: Exception, *, main: str = "tender.toml") -> str:
    """The refusal with the place in the case folder it is about; `main` is the folder's file, a tender or a sizing."""
    place = next(place for kind, place in _PLACES.items() if isinstance(refusal, kind)).replace("tender.toml", main)
    return f"{place}: {refusal}" if place else str(refusal)
