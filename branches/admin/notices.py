from django.contrib import admin

from branches.admin.cases import FOLDER, OF_BRANCH, OF_CAMPAIGN, CaseAdmin
from branches.models import NoticeReply, SupervisionNotice

OF_NOTICE = [f"notice__{path}" for path in (*FOLDER, "campaign")]


@admin.register(SupervisionNotice)
class SupervisionNoticeAdmin(CaseAdmin):
    fields = [
        "rectification", "issuer", "number", "measure", "text", "issued_on", "issued_by", "due_on", "state",
        "reason", "withdrawn_by",
    ]  # fmt: skip
    list_display = ["__str__", "rectification", "township", "measure", "state", "due_on", "issued_by"]
    list_select_related = [*FOLDER, "campaign", "township", "measure", "issued_by"]
    list_filter = ["state", OF_CAMPAIGN]
    date_hierarchy = "issued_on"
    search_fields = ["text", "reason", OF_BRANCH]
    ordering = ["-issued_on", "-id"]


@admin.register(NoticeReply)
class NoticeReplyAdmin(CaseAdmin):
    place_path = "notice__"
    fields = [
        "notice", "due_on", "text", "entries", "replied_on", "replied_by", "is_accepted", "answer", "answered_on",
        "answered_by",
    ]  # fmt: skip
    list_display = ["notice", "text", "replied_on", "replied_by", "is_accepted", "answered_by"]
    list_select_related = [*OF_NOTICE, "replied_by", "answered_by"]
    list_filter = ["is_accepted"]
    date_hierarchy = "replied_on"
    search_fields = ["text", "answer", f"notice__{OF_BRANCH}"]
    ordering = ["-id"]
