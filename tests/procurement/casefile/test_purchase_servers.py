from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.table import Table, TableError, read_table
from procurement.casefile.bids import submissions_of
from procurement.casefile.purchase_servers import offered, with_terms
from procurement.casefile.scheme import announced
from procurement.casefile.sizing import read_sizing
from tests.procurement.casefile.folder import TENDER
from tests.procurement.casefile.folder import small_case as bids_folder
from tests.procurement.casefile.sizing_folder import small_folder


def test_a_server_is_read_with_every_term_and_source(tmp_path: Path) -> None:
    found = read_sizing(small_folder(tmp_path)).servers
    assert [len(server.examined) for server in found] == [2, 2, 0]
    new = found[1].configuration
    assert (new.minimum, new.lead_years, new.maximum, new.cooling_w, new.lot) == (2, 1, 9, Decimal(650), "본")
    assert (new.devices, new.alone, new.existing, found[0].configuration.existing) == (1, True, 0, 1)
    assert found[1].sources == ("견적 / quote",)
    assert found[2].configuration.power_w is None


def test_terms_add_to_what_a_bid_offers(tmp_path: Path) -> None:
    root = read_table(TENDER.encode(), filename="tender.toml")
    server = offered(submissions_of(bids_folder(tmp_path), announced=announced(root))[0])
    assert server.sources == ("제안서 12쪽",)
    values: dict[str, object] = {"id": "A", "existing": 2, "lead_years": 1, "devices": 2, "alone": False}
    changed = with_terms([server], terms=[Table("t", {**values, "minimum": 3, "cooling_w": Decimal(9), "lot": "x"})])
    wanted = replace(
        server.configuration, existing=2, lead_years=1, devices=2, alone=False, minimum=3, cooling_w=Decimal(9), lot="x"
    )
    assert [one.configuration for one in changed] == [wanted]
    assert with_terms([server], terms=[Table("t", {"id": "A"})]) == (server,)
    with pytest.raises(TableError, match="there is no such server; known: A"):
        with_terms([server], terms=[Table("t", {"id": "Z"})])


def test_a_result_file_of_a_sizing_is_named_from_its_folder(tmp_path: Path) -> None:
    folder = small_folder(tmp_path, 'published = "h100-llama31-8b-fp8-128-128"', 'file = "results/x.json"')
    with pytest.raises(TableError, match="give its path as seen from the case folder"):
        read_sizing(folder)
