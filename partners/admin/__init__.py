from partners.admin import decisions, funding, organisations, people

__all__ = ["decisions", "funding", "organisations", "people"]
