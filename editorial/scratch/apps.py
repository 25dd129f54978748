from django.apps import AppConfig


class ScratchConfig(AppConfig):
    name = "editorial.scratch"
    label = "scratch"
    verbose_name = "Scratch copies"
