"""Every sentence of the pages that is to be translated, read from templates and code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from procurement.exports.xlsx.forms import VERIFICATION
from procurement.models.evidence import LEVELS, STATES
from procurement.models.exchange import CONFIDENCES
from procurement.models.job import KINDS as JOB_KINDS
from procurement.models.job import STATES as JOB_STATES
from procurement.models.people import KINDS, ROLES
from procurement.models.tender import STAGES as TENDER_STAGES

ROOT = Path(__file__).resolve().parents[3]
CATALOGUE = ROOT / "procurement" / "locale" / "en" / "LC_MESSAGES" / "django.po"
QUOTED = r"""(?:"([^"]*)"|'([^']*)')"""
TAG = re.compile(rf"{{%\s*translate {QUOTED}|_\({QUOTED}\)")
BLOCK = re.compile(r"{%\s*blocktranslate\b[^%]*%}(.*?){%\s*endblocktranslate", re.DOTALL)
VARIABLE = re.compile(r"{{\s*([\w.]+)\s*}}")
CALLS = {"gettext", "gettext_lazy", "gettext_noop"}


def of_templates() -> set[str]:
    found: set[str] = set()
    for file in (ROOT / "templates").rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        # Django looks a literal up with its percent signs doubled
        found |= {next(filter(None, match)).replace("%", "%%") for match in TAG.findall(text)}
        blocks = ("".join(line.strip() for line in block.splitlines()) for block in BLOCK.findall(text))
        found |= {VARIABLE.sub(r"%(\1)s", block.replace("%", "%%")) for block in blocks}
    return found


def of_code() -> set[str]:
    files = [*(ROOT / "procurement" / "web").rglob("*.py"), ROOT / "procurement" / "middleware.py"]
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = [node.args[0] for node in calls if isinstance(node.func, ast.Name) and node.func.id in CALLS]
    return {node.value for node in named if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def wording() -> set[str]:
    labels = (VERIFICATION, KINDS, ROLES, TENDER_STAGES, STATES, LEVELS, CONFIDENCES, JOB_KINDS, JOB_STATES)
    return of_templates() | of_code() | {label for one in labels for label in one.values()}
