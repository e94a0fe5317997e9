from __future__ import annotations

import threading

import pytest
from pytest_django import Settings

from procurement.tasks import thread


def test_jobs_wait_for_a_worker_where_the_settings_say_so(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[int] = []
    monkeypatch.setattr(thread, "run_waiting", lambda: ran.append(1))
    monkeypatch.setattr(thread, "_threads", [])
    settings.JOBS = "elsewhere"
    thread.wake()
    assert not thread._threads  # noqa: SLF001 -- whether a thread was begun is the question


def test_one_thread_does_them_until_nothing_waits_and_a_fault_does_not_end_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    done, ran = threading.Event(), list[str]()

    def waiting() -> int:
        ran.append(threading.current_thread().name)
        if len(ran) == 1:
            raise ConnectionError
        done.set()
        return 0

    monkeypatch.setattr(thread, "run_waiting", waiting)
    monkeypatch.setattr(thread, "_threads", [])
    monkeypatch.setattr(thread, "IDLE_SECONDS", 0.05)
    settings.JOBS = "here"
    for _ in range(3):
        thread.wake()
    threads = list(thread._threads)  # noqa: SLF001 -- that there is only one is the question
    assert done.wait(30)
    assert set(ran) == {"jobs"}
    for one in threads:
        one.join(30)
    assert len(threads) == 1
    assert not threads[0].is_alive()


def test_a_database_that_is_not_there_is_told_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    thread.work()
    assert "a job's runner failed" in caplog.text
