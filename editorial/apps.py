from django.apps import AppConfig


class EditorialConfig(AppConfig):
    """The project itself: dashboards, deploy-time checks and the templates' shared tags."""

    name = "editorial"
    label = "editorial"

    def ready(self):
        from editorial import checks  # noqa: F401  registers what `check --deploy` looks at
        from editorial.shared import audit  # noqa: F401  registers the receiver that keeps actors' names
