from accounts.admin.audit import AuditEntryAdmin
from accounts.admin.organisations import OrganisationAdmin
from accounts.admin.users import UserAdmin

__all__ = ["AuditEntryAdmin", "OrganisationAdmin", "UserAdmin"]
