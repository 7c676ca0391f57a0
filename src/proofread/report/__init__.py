"""From finished records to what people read: a page, an errata list, a badge. Nothing is decided here."""

from __future__ import annotations

from proofread.report.writing import write_all

__all__ = ["write_all"]
