from accounts.models.audit import AuditEntry
from accounts.models.organisations import Organisation
from accounts.models.scope import ScopedQuerySet
from accounts.models.users import User

__all__ = ["AuditEntry", "Organisation", "ScopedQuerySet", "User"]
