"""Jobs without a broker: one thread of the server does them, woken when one is asked for or looked at."""

from __future__ import annotations

import logging
import threading

from django.conf import settings
from django.db import close_old_connections, connections

from procurement.tasks.queue import send
from procurement.tasks.running import run_waiting

IDLE_SECONDS = 15.0  # after which the thread ends; the next job or look begins it again
_log = logging.getLogger(__name__)
_lock = threading.Lock()
_asked = threading.Event()
_threads: list[threading.Thread] = []


def wake() -> None:
    """Have the jobs that wait done by this process, unless the settings leave them to others."""
    if settings.JOBS != "here":
        return
    with _lock:
        _asked.set()
        if not any(one.is_alive() for one in _threads):
            _threads[:] = [threading.Thread(target=_work, name="jobs", daemon=True)]
            _threads[0].start()


def carry(number: int) -> None:
    """Have a job that was asked for done: by a message where a broker carries them, else by this process."""
    if settings.JOBS == "broker":
        send(number)
    else:
        wake()


def work() -> None:
    """Do the jobs that wait, once; a fault of the program is told to the log and the next one goes on."""
    try:
        close_old_connections()
        run_waiting()
    except Exception:  # noqa: BLE001 -- a database that is away comes back; the thread waits for it
        _log.exception("a job's runner failed")
    finally:
        connections.close_all()


def _work() -> None:
    while _asked.wait(IDLE_SECONDS) or not _ended():
        _asked.clear()
        work()


def _ended() -> bool:
    with _lock:
        if not _asked.is_set():
            _threads.clear()
        return not _threads
