"""python -m tests.performance.import_table [--write]: what comes of every collected result file, by folder.

Counts and names only: none of the figures themselves, whose licences differ. Kept in docs/results.md.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from tests.benchmarks.surveyed import Seen, surveyed

ROOT = Path(__file__).parents[2]
RESULTS = ROOT.parent / "shared" / "results"
PAGE = ROOT / "docs" / "results.md"
_DEPTH = 2


def page(folder: Path) -> str:
    """The page: files and rows read by folder with their findings, then why the others were refused."""
    every = tuple(surveyed(folder))
    read = [one for one in every if not one.refused]
    return "\n".join(
        (
            "# 수집한 결과 파일 읽기 / what comes of every collected result file",
            "",
            (
                f"파일 {len(every):,}개({sum(one.size for one in every) / 1e6:.0f} MB): {len(read):,}개에서"
                f" {sum(one.rows for one in read):,}행을 읽고 {len(every) - len(read):,}개는 이유를 말하고 거절함."
            ),
            "출처와 이용 조건은 모은 곳의 MANIFEST.md. 수와 이름만 싣고 측정값은 싣지 않음.",
            "다시 세기 / to count again: `.venv/bin/python -m tests.performance.import_table --write`",
            "",
            "## 읽은 파일 / read",
            "",
            "| 폴더 | 형식 | 파일 | 행 | 부적합(규칙 수) | 주의(규칙 수) | 고쳐 읽고 알린 파일 |",
            "|---|---|---|---|---|---|---|",
            *_read_lines(read),
            "",
            "## 거절한 파일 / refused",
            "",
            "| 이유 | 파일 | 폴더 |",
            "|---|---|---|",
            *_refused_lines([one for one in every if one.refused]),
            "",
        )
    )


def _read_lines(read: list[Seen]) -> list[str]:
    groups: dict[tuple[str, str], list[Seen]] = {}
    for one in read:
        groups.setdefault((_folder(one), one.outcome), []).append(one)
    return [
        f"| {folder} | {name} | {len(files):,} | {sum(one.rows for one in files):,} | {_levels(files, 'reject')}"
        f" | {_levels(files, 'warn')} | {sum(bool(one.repairs) for one in files) or ''} |"
        for (folder, name), files in sorted(groups.items())
    ]


def _folder(one: Seen) -> str:
    return "/".join(one.place.split("/")[:-1][:_DEPTH]) or "."


def _levels(files: list[Seen], level: str) -> str:
    total: Counter[str] = Counter()
    for one in files:
        total.update({name.split()[0]: amount for name, amount in one.findings if name.endswith(level)})
    return ", ".join(f"{rule} {amount:,}" for rule, amount in sorted(total.items()))


def _refused_lines(refused: list[Seen]) -> list[str]:
    groups: dict[str, list[Seen]] = {}
    for one in refused:
        groups.setdefault(one.outcome, []).append(one)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return [
        f"| {why} | {len(files):,} | {', '.join(sorted({_folder(one) for one in files}))} |" for why, files in ordered
    ]


def main() -> None:
    """Print the page, and keep it with --write."""
    parser = argparse.ArgumentParser(prog="python -m tests.performance.import_table")
    parser.add_argument("--write", action="store_true", help="docs/results.md 에 씀 / keep the page")
    found = page(RESULTS)
    print(found)  # noqa: T201 -- its output
    if parser.parse_args().write:
        PAGE.write_text(found, encoding="utf-8")


if __name__ == "__main__":
    main()
