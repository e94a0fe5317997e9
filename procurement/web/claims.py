"""What a bid's measurements claim beside what every check observed and who verified them, for the page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from benchmarks.checked import RULE_TITLES
from benchmarks.findings import Finding
from procurement.exports.xlsx.forms import VERIFICATION
from procurement.selectors.offers import Piece, Reported
from procurement.selectors.verification import Verified
from procurement.web.asking import tongue

LEVELS: dict[str, str] = {
    "reject": gettext_noop("부적합"),
    "warn": gettext_noop("주의"),
    "note": gettext_noop("참고"),
    "overridden": gettext_noop("사유를 적고 넘김"),
    "pass": gettext_noop("통과"),
    "not_applicable": gettext_noop("볼 값 없음"),
}


@dataclass(frozen=True, slots=True)
class ShownRule:
    """What one rule found; `observed` and `allowed` are as the rule wrote them."""

    rule: str
    level: str
    title: str
    message: str
    observed: str
    allowed: str


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """A measurement for the page: what is claimed, by whom, what is verified, and the findings (level, rule, words)."""

    claims: Reported
    measurer: str
    state: str
    verified: str
    told: tuple[tuple[str, str, str], ...]
    rules: tuple[ShownRule, ...]
    passed: int
    silent: int
    usable: bool


def shown_piece(piece: Piece) -> ShownPiece:
    """A measurement's claims, states and findings in the language of the page."""
    return ShownPiece(
        claims=piece.claims,
        measurer=piece.measurer,
        state=VERIFICATION[piece.verification],
        verified=_verified(piece.verified),
        told=tuple((LEVELS[found.level], found.rule, tongue(found.message)) for found in piece.findings),
        rules=tuple(map(_rule, piece.every)),
        passed=piece.passed,
        silent=piece.silent,
        usable=piece.usable,
    )


def _verified(one: Verified | None) -> str:
    if one is None:
        return gettext("미검증")
    later = gettext(". 그 뒤의 소프트웨어로 잰 자료가 있어 검증은 그때의 판에만 맞습니다") if one.outdated else ""
    return f"{one.by} ({one.paper}){later}"


def _rule(found: Finding) -> ShownRule:
    return ShownRule(
        rule=found.rule,
        level=LEVELS[found.level],
        title=tongue(RULE_TITLES[found.rule]),
        message=tongue(found.message),
        observed=tongue(found.observed),
        allowed=tongue(found.allowed),
    )
