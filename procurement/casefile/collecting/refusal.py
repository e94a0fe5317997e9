"""One thing wrong with one file that came back, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """`where` is `sheet!cell`, a sheet or ""; `problem` and `mend` are Korean first, then English after " / "."""

    filename: str
    where: str
    problem: str
    mend: str

    def __str__(self) -> str:
        """The line a person reads."""
        place = f" {self.where}" if self.where else ""
        return shown(f"{self.filename}{place}: {self.problem} ▶ {self.mend}")


def shown(text: str) -> str:
    """A text for a terminal: what came from outside must neither steer it nor turn its letters around."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "\ufffd" for letter in text)
