"""A rejecting check set aside by a person: with a reason, a name and a day, and never out of sight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from benchmarks.findings.finding import Finding
from benchmarks.measurement import Measurement

SHORTEST_REASON = 10


@dataclass(frozen=True, slots=True)
class Override:
    """A rule set aside for one measurement: why, by whom and on which day. The finding itself stays and is shown."""

    rule: str
    measurement: str
    reason: str
    by: str
    on: date

    def __str__(self) -> str:
        return f"{self.reason} ({self.by}, {self.on})"


class NotOverridden(ValueError):
    """An override that may not stand: without a reason or a name, or of a rule that rejects nothing here."""


def override(
    measurement: Measurement, *, found: Iterable[Finding], rule: str, reason: str, by: str, on: date
) -> Override:
    """The override of a rule that rejects this measurement. Source: formats.md §5.4.

    Raises NotOverridden for a reason under 10 characters, no name, or a rule that does not reject it.
    """
    rejecting = sorted({finding.rule for finding in found if finding.level == "reject"})
    if rule not in rejecting:
        listed = ", ".join(rejecting) or "없음 / none"
        raise NotOverridden(
            f"{rule}: 이 측정값을 부적합으로 한 규칙이 아닙니다. 부적합 규칙: {listed}"
            f" / {rule} does not reject this measurement; rules that do: {listed}"
        )
    if len(reason.strip()) < SHORTEST_REASON:
        raise NotOverridden(
            f"{rule}: 사유를 {SHORTEST_REASON}자 이상 적으십시오"
            f" / give a reason of {SHORTEST_REASON} characters or more"
        )
    if not by.strip():
        raise NotOverridden(f"{rule}: 책임자 이름을 적으십시오 / give the name of who answers for it")
    return Override(rule, measurement.id, reason.strip(), by.strip(), on)


def with_overrides(found: Iterable[Finding], *, overrides: Iterable[Override]) -> tuple[Finding, ...]:
    """The same findings; a rejecting one that was set aside is called overridden and says why, by whom and when."""
    set_aside = {one.rule: one for one in overrides}
    return tuple(
        replace(finding, level="overridden", override=str(set_aside[finding.rule]))
        if finding.level == "reject" and finding.rule in set_aside
        else finding
        for finding in found
    )
