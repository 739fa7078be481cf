"""The columns of a sheet of actions: what people call them, and what each is for."""

from priorities.exports import actions as export
from priorities.importing.sheets.headings import Column, Subject

COLUMNS = (
    Column(
        "code",
        "Code",
        ("Action code", "Action ID", "Action no", "Action number", "Action ref", "ID", "Ref", "Reference"),
        "Letters and digits, such as CA1. An action of the plan with this code is changed; another is added.",
        width=10,
        is_needed=True,
    ),
    Column("title", "Title", ("Action", "Action title"), "What is done, in one line.", width=50, is_needed=True),
    Column(
        "priority",
        "Priority",
        ("Priority number", "Priority code", "Priority name"),
        "The number, the code or the name of a priority of the plan.",
        width=28,
        is_needed=True,
    ),
    Column(
        "description",
        "Description",
        ("Action description", "Details"),
        "More about it. Do not name or describe people who use services.",
        width=60,
        may_be_cleared=True,
    ),
    Column("kind", "Kind", ("Action kind", "Action type", "Type"), "Project or Core business.", width=15),
    Column(
        "lead",
        "Lead",
        ("Action lead", "Lead e-mail", "Lead officer", "Responsible officer", "Owner"),
        "The job title of somebody who signs in here, or their e-mail address.",
        may_be_cleared=True,
    ),
    Column(
        "deputy",
        "Deputy",
        ("Deputy lead", "Deputy e-mail", "Deputy officer"),
        "Somebody other than the lead, written in the same way.",
        may_be_cleared=True,
    ),
    Column(
        "lead_role",
        "Lead role",
        ("Lead, as a role", "Role of lead"),
        "Shown where the lead has no account here.",
        may_be_cleared=True,
    ),
    Column(
        "lead_organisation",
        "Lead organisation",
        ("Lead organization", "Lead agency", "Lead partner", "Organisation"),
        "Its name, or the last part of its page's address. Empty is the plan's owner.",
        width=28,
        may_be_cleared=True,
    ),
    Column("starts_on", "Start", ("Start date", "Starts", "Starts on"), "A date.", width=15, is_needed=True),
    Column(
        "due_on",
        "Due date",
        ("Due", "Due by", "Due on", "Current due date", "Deadline", "End", "End date", "Target date"),
        "A date. Fixed once the plan is approved or an update is posted: ask for a new one on the action's page.",
        width=15,
        is_needed=True,
    ),
)
DATES = ("starts_on", "due_on")
HAPPENS_ELSEWHERE = ("RAG", "RAG rating", "RAG status", "Status", "Progress", "Update", "Percent complete")
ACTIONS = Subject(
    "actions",
    COLUMNS,
    keys=("code",),
    elsewhere=(*export.COLUMNS, *HAPPENS_ELSEWHERE),
    elsewhere_words="Stage, rating and updates are never imported: they change on the action's own page.",
)
