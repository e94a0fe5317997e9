"""Three evaluators of one panel mark at the same moment in three real browsers, on a server with several processes."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.performance.load import Site, managed, served
from tests.procurement.tasks.servers import folder

PANEL = 3


def entered(browser: Browser, at: Site, cookie: str) -> Page:
    context = browser.new_context(base_url=f"http://127.0.0.1:{at.port}", locale="ko-KR")
    context.add_cookies([{"name": "sessionid", "value": cookie, "domain": "127.0.0.1", "path": "/"}])
    return context.new_page()


def typed(page: Page, who: dict[str, Any], number: int, bid: str, place: int) -> str:
    """Points and a reason left in a row without waiting for anything; the points."""
    choices = who["bids"][bid][number - 1]
    points, reason = choices[place % len(choices)]
    page.locator(f"#points-{number}").fill(points)
    page.locator(f"#reason-{number}").fill(reason)
    page.locator("h1").click()
    return str(points)


def test_nothing_that_three_type_at_once_is_lost(browser: Browser, tmp_path: Path) -> None:
    wanted = {}
    with ExitStack() as opened:
        own = opened.enter_context(folder())
        at = opened.enter_context(served(own, str(tmp_path), ""))
        panel = at.people["evaluators"][:PANEL]
        pages = [entered(browser, at, one["cookie"]) for one in panel]
        for bid in panel[0]["bids"]:
            for page, who in zip(pages, panel, strict=True):
                page.goto(f"/cards/{who['seat']}/bids/{bid}/")
            rows = range(1, len(panel[0]["bids"][bid]) + 1)
            for number in rows:
                for place, (page, who) in enumerate(zip(pages, panel, strict=True)):
                    wanted[f"{who['seat']}/{bid}/{number}"] = typed(page, who, number, bid, place)
            for page in pages:
                for number in rows:
                    expect(page.locator(f"#state-{number}")).to_have_text("저장됨")
        kept = json.loads(managed(at.env, "-m", "tests.performance.load_site", "count"))
        for page in pages:
            page.context.close()
    assert {place: said.partition(" ")[2] for place, said in kept.items()} == wanted
