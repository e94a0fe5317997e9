from __future__ import annotations

raise SystemExit("boom")
