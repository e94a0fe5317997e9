"""What walks in a real browser have in common: the server, the session, axe, and pictures."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from socket import SHUT_RDWR, socket
from typing import Any

from django.core.servers.basehttp import ThreadedWSGIServer
from django.test import Client
from playwright.sync_api import Page, ViewportSize

ROOT = Path(__file__).resolve().parents[3]
AXE = (ROOT / "tests" / "files" / "axe" / "axe.min.js").read_text(encoding="utf-8")
RULES = '{runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21aa"]}}'
WIDE: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 375, "height": 700}
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
SCREENS = ROOT / "docs" / "screens"


class PatientServer(ThreadedWSGIServer):
    """Ends its connections before itself: one that is dropped open is a warning in whatever test comes next."""

    daemon_threads = False

    def __init__(self, *given: Any, **named: Any) -> None:
        self.held: list[socket] = []
        super().__init__(*given, **named)

    def get_request(self) -> tuple[Any, Any]:
        request, address = super().get_request()
        self.held.append(request)
        return request, address

    def server_close(self) -> None:
        for one in self.held:
            with suppress(OSError):
                one.shutdown(SHUT_RDWR)
        super().server_close()


def enter(page: Page, client: Client) -> None:
    """Take over a session that was begun without the browser."""
    page.context.clear_cookies()
    value = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "domain": "localhost", "path": "/"}])


def keep(page: Page, name: str) -> None:
    """A picture for docs/screens, where JEOUL_SCREENS asks for it."""
    if os.environ.get("JEOUL_SCREENS"):
        SCREENS.mkdir(exist_ok=True)
        page.screenshot(path=SCREENS / f"{name}.png", full_page=True)


def found_by_axe(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate(f"axe.run(document, {RULES})")["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


SETTLED = """async () => {
    await document.fonts.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return [document.documentElement.scrollWidth, window.innerWidth];
}"""


def too_wide(page: Page) -> list[str]:
    width = page.evaluate(SETTLED)
    return [f"{width[0]} px wide in {width[1]}"] if width[0] > width[1] else []
