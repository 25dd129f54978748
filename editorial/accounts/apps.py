from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "editorial.accounts"
    label = "accounts"
    verbose_name = "People"
