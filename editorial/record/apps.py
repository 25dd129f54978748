from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "editorial.record"
    label = "record"
    verbose_name = "The record"
