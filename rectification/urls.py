from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from django.views.i18n import set_language

admin.site.site_title = admin.site.site_header = _("Rectification ledger")
admin.site.index_title = _("Administration")

handler500 = "rectification.failures.server_error"

urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("branches.urls")),
    path("", include("reports.urls")),
    path("admin/", admin.site.urls),
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
]
