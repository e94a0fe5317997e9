"""The demonstration as it is served, in processes of its own: a job is asked for and done without any other program."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

from procurement.demo import PASSWORD, PEOPLE

ROOT = Path(__file__).resolve().parents[3]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
PATIENCE = 120.0


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("demo")
    env = {**os.environ, "JEOUL_DEMO": "1", "JEOUL_DATA": str(data), "JEOUL_STATIC": str(data / "static")}
    for command in (("migrate", "-v0"), ("seed_demo",), ("collectstatic", "--noinput", "-v0")):
        subprocess.run([sys.executable, "manage.py", *command], check=True, cwd=ROOT, env=env, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = [sys.executable, "-m", "waitress", f"--listen=127.0.0.1:{port}", "procurement.wsgi:application"]
    with subprocess.Popen(served, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        yield f"http://127.0.0.1:{port}"
        server.terminate()


@pytest.fixture
def browser() -> OpenerDirector:
    return build_opener(HTTPCookieProcessor(CookieJar()))


def opened(browser: OpenerDirector, url: str) -> str:
    """The page, as soon as the server is there."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return str(browser.open(url, timeout=PATIENCE).read().decode())
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def sent(browser: OpenerDirector, url: str, *, after: str, **given: str) -> tuple[str, str]:
    """Where a form leads, and the page there."""
    token = TOKEN.search(after)
    assert token
    data = urlencode({"csrfmiddlewaretoken": token[1], **given}).encode()
    answer = browser.open(url, data, timeout=PATIENCE)
    return answer.url, answer.read().decode()


def test_a_job_is_done_by_the_server_itself(site: str, browser: OpenerDirector) -> None:
    login = opened(browser, f"{site}/sign-in/")
    _, work = sent(browser, f"{site}/sign-in/", after=login, login=PEOPLE[0].username, password=PASSWORD)
    assert PEOPLE[0].username in work
    plan, page = sent(browser, f"{site}/plans/new/example/", after=work)
    job, page = sent(browser, plan, after=page, seconds="60")
    deadline = time.monotonic() + PATIENCE
    while "1,145,000,000" not in page and time.monotonic() < deadline:
        time.sleep(0.2)
        page = opened(browser, job)
    assert "최적임을 증명함" in page
