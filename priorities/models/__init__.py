from priorities.models.action import Action, Dependency, Milestone, RelatedCommitment, Support
from priorities.models.allocation import Allocation
from priorities.models.commentary import Commentary
from priorities.models.dates import DateChange, MilestoneMove
from priorities.models.edition import (
    Edition,
    EditionAction,
    EditionAllocation,
    EditionCommitment,
    EditionMeasure,
    EditionPriority,
    Erratum,
)
from priorities.models.evidence import Evidence
from priorities.models.measures import Measure, MeasureBreak, MeasureLink
from priorities.models.plan import Consultation, Plan, Priority
from priorities.models.progress import StageChange, Update
from priorities.models.reporting import Round
from priorities.models.values import MeasureBenchmark, MeasureTarget, MeasureValue
from priorities.models.working import Draft, Reminder, Upload

__all__ = [
    "Action",
    "Allocation",
    "Commentary",
    "Consultation",
    "DateChange",
    "Dependency",
    "Draft",
    "Edition",
    "EditionAction",
    "EditionAllocation",
    "EditionCommitment",
    "EditionMeasure",
    "EditionPriority",
    "Erratum",
    "Evidence",
    "Measure",
    "MeasureBenchmark",
    "MeasureBreak",
    "MeasureLink",
    "MeasureTarget",
    "MeasureValue",
    "Milestone",
    "MilestoneMove",
    "Plan",
    "Priority",
    "RelatedCommitment",
    "Reminder",
    "Round",
    "StageChange",
    "Support",
    "Update",
    "Upload",
]
