from partners.models.decision import Decision, Source
from partners.models.funding import Commitment, Contribution, PurposeLine, Statement
from partners.models.merging import Merge
from partners.models.organisation import Contact, Identifier, Membership, Organisation, OrganisationName
from partners.models.paying import NET, Instalment, Payment, Return
from partners.models.people import PersonRole, Role, User
from partners.models.succession import Succession
from partners.models.terms import Amendment, Closure, Condition, ExitAnswer

__all__ = [
    "NET",
    "Amendment",
    "Closure",
    "Commitment",
    "Condition",
    "Contact",
    "Contribution",
    "Decision",
    "ExitAnswer",
    "Identifier",
    "Instalment",
    "Membership",
    "Merge",
    "Organisation",
    "OrganisationName",
    "Payment",
    "PersonRole",
    "PurposeLine",
    "Return",
    "Role",
    "Source",
    "Statement",
    "Succession",
    "User",
]
