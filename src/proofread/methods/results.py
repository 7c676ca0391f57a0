"""What a method answers when it has neither evidence nor a witness."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Declined:
    """The method has nothing to offer, and says why. No verdict follows from it."""

    reason: str
