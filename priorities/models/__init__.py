from priorities.models.action import Action, Dependency, Evidence, Milestone, RelatedCommitment, Support
from priorities.models.allocation import Allocation
from priorities.models.plan import Consultation, Plan, Priority
from priorities.models.progress import DateChange, StageChange, Update
from priorities.models.reporting import Round

__all__ = [
    "Action",
    "Allocation",
    "Consultation",
    "DateChange",
    "Dependency",
    "Evidence",
    "Milestone",
    "Plan",
    "Priority",
    "RelatedCommitment",
    "Round",
    "StageChange",
    "Support",
    "Update",
]
