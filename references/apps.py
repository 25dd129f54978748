from django.apps import AppConfig


class ReferencesConfig(AppConfig):
    name = "references"
    verbose_name = "References"

    def ready(self):
        from references import verification  # noqa: F401  registers what verify_record checks of this app
