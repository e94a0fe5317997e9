from __future__ import annotations

import signal
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path

import pytest
from django.core.management.base import CommandError
from lxml.etree import SerialisationError

from procurement.management.base import (
    FileCommand,
    SpokenCommand,
    add_language,
    check_usage,
    misnamed,
    no_folder,
    not_read_or_written,
    nothing_written,
    stop_signals,
    too_long,
    why_not,
)

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


def test_a_file_that_cannot_be_written_is_named_with_what_to_do() -> None:
    mend = "열려 있으면 닫고 폴더, 권한, 남은 공간을 확인하십시오 / close it, see the folder, rights and space"
    assert why_not(OSError(13, "Permission denied", "a.xlsx")) == f"a.xlsx: Permission denied. {mend}"
    full = not_read_or_written(SerialisationError("IO_WRITE"), output=Path("b.xlsx"))
    said = "읽거나 쓸 수 없습니다. 아무것도 쓰지 않았습니다 / cannot be read or written, nothing written"
    assert (str(full).splitlines(), full.returncode) == ([said, f"b.xlsx: IO_WRITE. {mend}"], 1)


def test_the_language_is_korean_unless_english_is_asked_for() -> None:
    parser = ArgumentParser(exit_on_error=False)
    add_language(parser)
    said = [parser.parse_args(given).language for given in ([], ["--language", "en"])]
    assert said == ["ko", "en"]


def test_usage_is_checked_with_the_same_words_everywhere(tmp_path: Path) -> None:
    folder = tmp_path / "a.xlsx"
    folder.mkdir()
    said = "must name an .xlsx file"
    wrong = (misnamed(folder, ".xlsx", article="an"), misnamed(Path("b.xls"), ".xlsx", article="an"))
    assert [text.partition(" / ")[2] for text in wrong] == [said, said]
    assert (misnamed(None, ".json"), misnamed(Path("c.json"), ".json"), no_folder(folder)) == ("", "", "")
    assert no_folder(tmp_path / "none") == f"{tmp_path / 'none'}: 폴더가 아닙니다 / is not a folder"
    assert [bool(too_long(seconds)) for seconds in (0, 1, 86_400, 86_401)] == [True, False, False, True]


def test_the_first_thing_that_is_wrong_is_said_and_exits_with_2() -> None:
    check_usage("", "")
    with pytest.raises(CommandError, match=r"^one$") as caught:
        check_usage("", "one", "two")
    assert caught.value.returncode == 2


def test_every_command_speaks_and_stops_alike() -> None:
    names = sorted(file.stem for file in (ROOT / "procurement/management/commands").glob("*.py"))
    commands = [import_module(f"procurement.management.commands.{name}") for name in names if name != "__init__"]
    assert [module.__name__ for module in commands if not issubclass(module.Command, SpokenCommand)] == []
    of_files = {module.__name__.rpartition(".")[2] for module in commands if issubclass(module.Command, FileCommand)}
    assert set(names) - of_files - {"__init__"} == {
        "backup",
        "recompute",
        "seed_council",
        "seed_demo",
        "verify_audit_log",
    }
