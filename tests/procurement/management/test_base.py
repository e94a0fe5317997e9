from __future__ import annotations

import signal
from importlib import import_module
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from procurement.management.base import FileCommand, nothing_written, stop_signals

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_wait_until_they_are_asked_for_and_the_older_handlers_come_back(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with stop_signals() as stopping:
        assert not stopping()
        signal.raise_signal(number)
        assert stopping()
    assert signal.getsignal(number) is before


def test_a_refusal_says_in_both_languages_that_nothing_was_written() -> None:
    refusal = nothing_written("중단했습니다 / interrupted", "", returncode=130)
    assert (str(refusal), refusal.returncode) == (
        "중단했습니다. 아무것도 쓰지 않았습니다 / interrupted, nothing written",
        130,
    )
    assert isinstance(refusal, CommandError)


def test_every_command_speaks_and_stops_alike() -> None:
    names = sorted(file.stem for file in (ROOT / "procurement/management/commands").glob("*.py"))
    commands = [import_module(f"procurement.management.commands.{name}") for name in names if name != "__init__"]
    assert [module.__name__ for module in commands if not issubclass(module.Command, FileCommand)] == []
