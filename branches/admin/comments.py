from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from branches.admin.cases import FOLDER, OF_BRANCH, OF_CAMPAIGN, PartAdmin
from branches.models import Comment


@admin.register(Comment)
class CommentAdmin(PartAdmin):
    fields = ["rectification", "problem", "measure", "words", "author", "created_at", "withdrawn_at"]
    list_display = ["created_at", "author", "rectification", "problem", "measure", "withdrawn_at"]
    list_select_related = [*FOLDER, "author", "problem", "measure"]
    list_filter = [("withdrawn_at", admin.EmptyFieldListFilter), OF_CAMPAIGN]
    date_hierarchy = "created_at"
    search_fields = ["author__name", OF_BRANCH]

    @admin.display(description=_("comment"))
    def words(self, comment: Any) -> str:
        """What was withdrawn is hidden here too."""
        return "—" if comment.withdrawn_at else comment.text
