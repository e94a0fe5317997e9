"""Sizings of every kind, as they are handed out: proven, ugly, serving a part, without an answer."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from procurement.exports.sizing import Sizing
from tests.procurement.casefile.sizing_folder import EXAMPLE, small_folder, solved

_NO_COSTS = "[sizing.costs]"
_WIDE = "power_w = 30000\nrack_units = 80\nrunning = 90000000\nvendor_share = 0.95"
_NARROW = "power_w = 1900\nrack_units = 80\nrunning = 90000000"


@cache
def sizings() -> dict[str, Sizing]:
    """Name -> sizing."""
    return {
        "example": solved(EXAMPLE),
        "ugly": _changed("", ""),
        "part": _changed(
            'objective = "cheapest"',
            'objective = "most_served"',
            _WIDE,
            _NARROW,
            "growth = [0.1, 1.5]",
            "growth = [0.1, 4]",
        ),
        "nothing": _changed("power_w = 30000", "power_w = 750"),
        "bare": _changed('slo = "none"', 'slo = "none"', "example = false", "example = true"),
    }


def _changed(*pairs: str) -> Sizing:
    with TemporaryDirectory() as name:
        folder = small_folder(Path(name), pairs[0], pairs[1])
        file = folder / "sizing.toml"
        text = file.read_text(encoding="utf-8")
        for old, new in zip(pairs[2::2], pairs[3::2], strict=True):
            text = text.replace(old, new)
        if "example = true" in text:
            text = text.partition(_NO_COSTS)[0].replace("running = 90000000\n", "")
        file.write_text(text, encoding="utf-8")
        return solved(folder)
