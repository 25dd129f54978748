from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class ScratchConfig(AppConfig):
    name = "editorial.scratch"
    label = "scratch"
    verbose_name = gettext_lazy("Scratch copies")
