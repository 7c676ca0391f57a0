"""See shares."""

from __future__ import annotations

import json
import os
import sys

from proofread.audit import storing
from proofread.text.auditing import Settings
from tests.corpus.shares import ROOT, documented, shares, table

if __name__ == "__main__":  # worker processes load this file again
    figures = shares(Settings(jobs=os.cpu_count() or 1))
    print(table(figures))
    page = ROOT / "docs" / "text.md"
    storing.write(ROOT / "reports" / "corpus.json", (json.dumps(figures, indent=1) + "\n").encode())
    storing.write(page, documented(page.read_text(encoding="utf-8"), figures).encode())
    for name in ("false_verdicts", "unexpected"):
        if figures[name]:
            print(f"{name.replace('_', ' ')}: {', '.join(figures[name])}", file=sys.stderr)
    sys.exit(1 if figures["false_verdicts"] or figures["unexpected"] else 0)
