from django.apps import AppConfig


class CareplanConfig(AppConfig):
    name = "careplan"

    def ready(self) -> None:
        from careplan import checks  # noqa: F401
