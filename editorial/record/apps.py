from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "editorial.record"
    label = "record"
    verbose_name = "The record"

    def ready(self) -> None:
        from editorial.record import checkpoints, rows  # noqa: F401  register what verify_record checks of them
