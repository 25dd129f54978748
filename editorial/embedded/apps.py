from django.apps import AppConfig


class EmbeddedConfig(AppConfig):
    name = "editorial.embedded"
    label = "embedded"
    verbose_name = "Embedded servers"
