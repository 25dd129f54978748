"""The account pages this site has. Signing up, changing addresses and codes by mail are not among them.

A new password, its line in the history, the sessions that it ends and the mail that tells of it are one transaction.
"""

from allauth.account import views
from django.db import transaction
from django.urls import path, re_path

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", transaction.atomic(views.password_change), name="account_change_password"),
    path("password/set/", transaction.atomic(views.password_set), name="account_set_password"),
    path("password/reset/", transaction.atomic(views.password_reset), name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        transaction.atomic(views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
]
