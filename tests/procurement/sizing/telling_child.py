from __future__ import annotations

import json
import os

raise SystemExit(json.dumps(sorted(os.environ)))
