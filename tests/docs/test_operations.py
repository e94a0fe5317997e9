"""The operations manual names what there is: every setting, every file that it hands out, every command."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
MANUAL = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
DEPLOY = ROOT / "docs" / "deploy"
SETTING = re.compile(r"JEOUL_[A-Z_]+")
ELSEWHERE = {"JEOUL_WHEELS", "JEOUL_DEMO"}
"""Of setting up and of the demonstration, which README tells."""


def names_in(text: str) -> set[str]:
    return {name.removesuffix("_FILE") for name in SETTING.findall(text)}


def known() -> set[str]:
    files = [ROOT / "procurement" / f"{name}.py" for name in ("settings", "environment")]
    return names_in("\n".join(file.read_text(encoding="utf-8") for file in files))


def test_every_setting_is_told_and_none_that_is_not_there() -> None:
    assert {name for name in known() if name not in MANUAL} - ELSEWHERE - {"JEOUL_OIDC_NAME"} <= {
        "JEOUL_OIDC_CLIENT",
        "JEOUL_OIDC_SECRET",
    }
    assert names_in(MANUAL) - ELSEWHERE <= known()


def test_the_files_that_are_handed_out_use_settings_and_programs_that_are_there() -> None:
    for file in sorted(DEPLOY.iterdir()):
        text = file.read_text(encoding="utf-8")
        assert names_in(text) <= known(), file.name
        assert f"deploy/{file.name}" in MANUAL, file.name
        assert not re.search(r"(password|secret|key)\s*[=:]\s*\w{8,}", text), file.name


def test_the_units_and_the_compose_file_can_be_read() -> None:
    for name in ("jeoul-web", "jeoul-worker"):
        unit = configparser.ConfigParser(interpolation=None, strict=False)
        unit.optionxform = str  # type: ignore[assignment,method-assign]  # names keep their capitals
        unit.read(DEPLOY / f"{name}.service")
        assert unit["Service"]["User"] == "jeoul"
        assert unit["Service"]["NoNewPrivileges"] == "true"
        assert unit["Service"]["ExecStart"].startswith("/opt/jeoul/.venv/bin/")
    composed = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    assert set(composed["services"]) == {"migrate", "web", "worker", "database", "broker"}
    wanted = {one for service in composed["services"].values() for one in service.get("secrets", ())}
    assert wanted == set(composed["secrets"])


def test_the_commands_that_are_told_are_there() -> None:
    told = set(re.findall(r"manage\.py (\w+)", MANUAL)) - {"migrate", "check", "collectstatic"}
    there = {file.stem for file in (ROOT / "procurement" / "management" / "commands").glob("*.py")}
    assert told <= there
