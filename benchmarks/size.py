"""How much there is to measure on."""

from dataclasses import dataclass
from datetime import date

PARTNERS = 60
"""Organisations, besides the council of each plan, that help and receive money."""
STANDING = 60
"""Commitments that serve no plan, so that the list of commitments fills its page at any size."""
CAST = ("officer", "priority-lead", "manager", "administrator")
"""Who signs in, with the first keys. The officer leads eight actions of the first plan, at any size."""
SPREAD = 500
"""Days over which the updates of an action lie."""


@dataclass(frozen=True)
class Size:
    plans: int
    actions: int
    """In each plan."""
    updates: int
    """On each action."""

    def __str__(self) -> str:
        actions = self.plans * self.actions
        plans = "1 plan" if self.plans == 1 else f"{self.plans:,} plans"
        return f"{plans}, {actions:,} actions, {actions * self.updates:,} updates"

    def numbers(self, today: date) -> dict[str, object]:
        """What the SQL of the rows is told."""
        return {
            "today": f"DATE '{today.isoformat()}'",
            "plans": self.plans,
            "actions": self.actions,
            "updates": self.updates,
            "gap": SPREAD // max(self.updates, 1),
            "leads": min(max(self.actions // 4, 2), 60),
            "commitments": max(self.actions // 10, 4),
            "partners": PARTNERS,
            "standing": STANDING,
            "cast": len(CAST),
        }
