"""Log lines as JSON or as text, with nothing in them that the pages hold: no exception's own words, no parameters."""

from __future__ import annotations

import json
import logging
import time
import traceback
from collections.abc import Mapping

FACTS = ("request", "page", "method", "status", "ms", "job", "kind", "state")
"""What a line may say beside its message; anything else that code passes is left out."""


class Lines(logging.Formatter):
    """Text for people who read a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, logger, message, facts; where a fault was raised, its kind and its places."""
        facts = " ".join(f"{name}={value}" for name, value in facts_of(record).items())
        line = f"{_time(record)} {record.levelname} {record.name} {_message(record)} {facts}".rstrip()
        return "\n".join((line, *_raised(record)))


class JsonLines(logging.Formatter):
    """One JSON object a line, for programs that gather logs."""

    def format(self, record: logging.LogRecord) -> str:
        """The same as an object."""
        told = {
            "time": _time(record),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
            **facts_of(record),
        }
        raised = _raised(record)
        return json.dumps(told | ({"raised": raised} if raised else {}), ensure_ascii=False, default=str)


def facts_of(record: logging.LogRecord) -> Mapping[str, object]:
    """What the line says beside its message."""
    return {name: getattr(record, name) for name in FACTS if isinstance(getattr(record, name, None), str | int | float)}


def _message(record: logging.LogRecord) -> str:
    """Django's lines about requests end with the path, which may hold a file's name or whatever was typed."""
    if record.name == "django.request" and isinstance(record.args, tuple) and record.args:
        return str(record.args[0])
    return record.getMessage()


def _time(record: logging.LogRecord) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03}Z"


def _raised(record: logging.LogRecord) -> list[str]:
    """The kind of each exception in the chain, and where it came from: their words may hold what people typed."""
    found, error = [], record.exc_info[1] if record.exc_info else None
    while error is not None:
        places = traceback.extract_tb(error.__traceback__)
        found.append(f"{type(error).__module__}.{type(error).__qualname__}")
        found += [f"  {one.filename}:{one.lineno} {one.name}" for one in places]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found
