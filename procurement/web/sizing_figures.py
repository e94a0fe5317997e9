"""The figures of a stored sizing as the pages print them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext

from scoring.quantity import half_up

Told = dict[str, Any]


def names_of(told: Told) -> dict[str, str]:
    """Titles of configurations and buckets by id."""
    return {one["id"]: one["title"] for group in ("buckets", "configurations") for one in told[group]}


def won(value: object) -> str:
    """An amount of won."""
    return f"{half_up(Fraction(str(value)), places=0):,f}"


def percent(value: object) -> str:
    """A share in per cent to two places."""
    return f"{half_up(100 * Fraction(str(value)), places=2):f}"


def figure(value: object, unit: str) -> str:
    """A limit's figure in its unit."""
    if value is None:
        return gettext("모름")
    if unit == "share":
        return f"{percent(value)} %"
    number = f"{half_up(Fraction(str(value)), places=2):,f}".rstrip("0").rstrip(".")
    return f"{number} {gettext('원') if unit == 'KRW' else unit}".strip()
