from __future__ import annotations

from tests.procurement.exports.reading import opened
from tests.procurement.exports.xlsx.sizing_sheets import content, sheet


def test_servers_in_service_by_year_are_stacked_in_a_native_chart() -> None:
    assert sheet("example", "구성 누적")[2:6] == [
        ["연도", "NXT RNGD Server (RNGD 8장)", "DGX H100 (H100 SXM 8장)", "SYS-521GE-TNRT (L40S 8장)", "계"],
        ["2027년", 0, 1, 2, 3],
        ["2028년", 1, 1, 2, 4],
        ["2029년", 2, 1, 2, 5],
    ]
    page = opened(content("example"))["구성 누적"]
    charts = page._charts  # type: ignore[attr-defined] # noqa: SLF001 -- no public list of charts
    assert [(chart.grouping, len(chart.series)) for chart in charts] == [("stacked", 3)]
