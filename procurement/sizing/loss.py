"""What is still served when a vendor, or one server, is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from procurement.sizing.asking import Solving
from procurement.sizing.fixed_service import Case, unserved_parts
from procurement.sizing.problem import Problem


@dataclass(frozen=True, slots=True)
class Loss:
    """The part (0..1) of weight × requests/s that is still served without a vendor, or without one server of a kind."""

    kind: Literal["vendor", "server"]
    subject: str
    served: Fraction


def losses(problem: Problem, *, servers: Mapping[str, int], solving: Solving, year: int = 0) -> tuple[Loss, ...]:
    """Every vendor lost with all its servers, then one server of every configuration; spares that are left carry load.

    `servers` stand there by configuration. Raises as `unserved_parts`.
    """
    vendors = {c.id: c.vendor for c in problem.configurations}
    lost: list[tuple[Literal["vendor", "server"], str, dict[str, int]]] = [
        ("vendor", vendor, {n: k for n, k in servers.items() if vendors[n] != vendor})
        for vendor in sorted({vendors[name] for name, count in servers.items() if count})
    ]
    lost += [("server", name, {**servers, name: count - 1}) for name, count in sorted(servers.items()) if count]
    parts = unserved_parts(problem, cases=[Case(left, {}, {}) for _, _, left in lost], solving=solving, year=year)
    return tuple(Loss(kind, subject, 1 - part) for (kind, subject, _), part in zip(lost, parts, strict=True))
