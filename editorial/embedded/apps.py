from django.apps import AppConfig

from editorial.celery import app


class EmbeddedConfig(AppConfig):
    name = "editorial.embedded"
    label = "embedded"
    verbose_name = "Embedded servers"
    # Celery's shared tasks find their application because it is loaded with Django.
    celery_app = app
