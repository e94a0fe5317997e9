"""A small tender of a local government: 60 points by the panel, 20 by value, 20 for the price."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from scoring.result import Answers
from scoring.rules.loading import load, on, shipped_rule
from scoring.rules.schema import Rules
from tests.scoring.tender import ANSWERS, MANAGE, PLAN, SCHEME, SUPPORT

DAY = date(2026, 11, 22)
NOTICE = (Path(__file__).parents[1] / "cases" / "local_notice.toml").read_text(encoding="utf-8")
LOCAL = on(shipped_rule("kr.negotiation.local"), day=DAY)
PANEL = on(shipped_rule("kr.pps.panel"), day=DAY)
DIFFERENTIAL = on(shipped_rule("kr.differential"), day=DAY)
CRITERIA = (PLAN, SUPPORT, replace(MANAGE, points=Fraction(10)), *SCHEME.of_kind("quantitative"))
LOCAL_SCHEME = replace(SCHEME, criteria=CRITERIA, price_points=Fraction(20))
LOCAL_ANSWERS: Answers = replace(ANSWERS, e_kind="estimated", l_pool="valid_all", price_formula="relative_lowest")


def notice(text: str = NOTICE) -> Rules:
    """The notice's own rule file, as the owner of the tender writes it."""
    return on(load(text, source="notice"), day=DAY)


TOTAL = (LOCAL, PANEL, DIFFERENTIAL, notice())
TECHNICAL = (LOCAL, PANEL, DIFFERENTIAL, notice(NOTICE.replace('value = "total"', 'value = "technical"')))
