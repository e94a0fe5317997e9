"""The small examples of the documents, changed one thing at a time."""

from __future__ import annotations

from pathlib import Path

from procurement.casefile.assess.outcome import Assessment
from procurement.casefile.assess.reading import read_assessment

EXAMPLES = Path(__file__).resolve().parents[4] / "docs" / "examples"
KINDS = ("qualification", "two-stage", "simultaneous", "mas", "reserve-price", "open-call", "comparison")


def example(folder: Path, kind: str, *changes: tuple[str, str]) -> Path:
    """A copy of an example with texts replaced; a text that is not there would prove nothing."""
    text = (EXAMPLES / f"assess-{kind}" / "assess.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    folder.mkdir(exist_ok=True)
    (folder / "assess.toml").write_text(text, encoding="utf-8")
    return folder


def assessed(folder: Path, kind: str, *changes: tuple[str, str]) -> Assessment:
    return read_assessment(example(folder, kind, *changes))
