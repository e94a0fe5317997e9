"""Exact conversion of a stated unit to Jeoul's own: ms, tokens/s, requests/s, W, J."""

from __future__ import annotations

from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow

_EXACT = Context(prec=100, traps=[Inexact, InvalidOperation, Overflow])
_ONE = Decimal(1)
_KILO = Decimal(1000)
_MILLI = Decimal("0.001")
_MICRO = Decimal("0.000001")

# unit -> (Jeoul's unit, factor); factors are whole or powers of ten, so that no conversion rounds
_UNITS: dict[str, tuple[str, Decimal]] = {
    "ns": ("ms", _MICRO),
    "us": ("ms", _MILLI),
    "\u00b5s": ("ms", _MILLI),
    "\u03bcs": ("ms", _MILLI),
    "ms": ("ms", _ONE),
    "s": ("ms", _KILO),
    "tokens/s": ("tokens/s", _ONE),
    "tok/s": ("tokens/s", _ONE),
    "requests/s": ("requests/s", _ONE),
    "req/s": ("requests/s", _ONE),
    "samples/s": ("requests/s", _ONE),
    "queries/s": ("requests/s", _ONE),
    "mW": ("W", _MILLI),
    "W": ("W", _ONE),
    "watts": ("W", _ONE),
    "kW": ("W", _KILO),
    "mJ": ("J", _MILLI),
    "J": ("J", _ONE),
    "kWh": ("J", Decimal(3_600_000)),
}


class UnknownUnit(ValueError):
    """A unit that is not known, or that measures something else."""

    def __init__(self, unit: str, to: str) -> None:
        """Name the unit found and the one wanted."""
        self.unit, self.to = unit, to
        super().__init__(f"단위 '{unit}'를 {to}(으)로 바꿀 수 없습니다. / Unit '{unit}' cannot be converted to {to}.")


def factor(unit: str, *, to: str) -> Decimal:
    """How many `to` one `unit` is, exactly; `to` is ms, tokens/s, requests/s, W or J, or a power of ten of them.

    Case matters only in the W units (mW is not MW). Raises UnknownUnit for another word or another dimension.
    Source: formats.md §3.2 (units fixed to ms, tokens/s, requests/s, W, J).
    """
    base, own = _UNITS.get(unit) or _UNITS.get(unit.lower() if unit[-1:] != "W" else unit) or ("", _ONE)
    target, per_target = _UNITS.get(to, (to, _ONE))
    if not base or base != target:
        raise UnknownUnit(unit, to)
    return own if per_target == _ONE else _EXACT.divide(own, per_target)


def convert(value: Decimal, *, unit: str, to: str) -> Decimal:
    """The same amount in the unit `to` (ms, tokens/s, requests/s, W or J, or a power of ten of one), exactly.

    Raises UnknownUnit. Nothing is rounded.
    """
    if unit == to:
        return value
    return _EXACT.multiply(value, factor(unit, to=to))
