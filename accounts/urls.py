from django.contrib.auth.views import LogoutView
from django.urls import path

from accounts.views import ChangePassword, SignIn

app_name = "accounts"

urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="sign_in"),
    path("sign-out/", LogoutView.as_view(next_page="accounts:sign_in"), name="sign_out"),
    path("password/", ChangePassword.as_view(), name="change_password"),
]
