from django.apps import AppConfig


class CentresConfig(AppConfig):
    name = "centres"
    verbose_name = "centres de certification"
