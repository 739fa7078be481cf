from partners.models.decision import Decision, Source
from partners.models.funding import Commitment, Contribution, PurposeLine, Statement
from partners.models.organisation import Contact, Identifier, Membership, Organisation, OrganisationName, Succession
from partners.models.people import PersonRole, Role, User

__all__ = [
    "Commitment",
    "Contact",
    "Contribution",
    "Decision",
    "Identifier",
    "Membership",
    "Organisation",
    "OrganisationName",
    "PersonRole",
    "PurposeLine",
    "Role",
    "Source",
    "Statement",
    "Succession",
    "User",
]
