from __future__ import annotations

from pathlib import Path

from procurement.casefile import sized
from procurement.casefile.sizing import read_sizing
from tests.procurement.casefile.folder import TENDER, small_case, write


def test_aims_of_a_tender_are_sought_in_their_order(tmp_path: Path) -> None:
    folder = small_case(tmp_path / "case")
    asked = 'objective = "in_order"\naims = ["vendors", "cost"]'
    write(folder / "tender.toml", TENDER.replace('objective = "cheapest"', asked))
    found = sized(read_sizing(folder).purchase, wall_seconds=60)
    assert found.mix is not None
    assert [(aim.aim, int(aim.value), aim.proven) for aim in found.mix.aims] == [
        ("vendors", 1, True),
        ("cost", 100_000_000, True),
    ]
