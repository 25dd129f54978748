from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "editorial.files"
    label = "files"
    verbose_name = "Files"

    def ready(self) -> None:
        from editorial.files import verification  # noqa: F401  registers what verify_record checks of files
