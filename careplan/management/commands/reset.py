from django.conf import settings
from django.core.management import BaseCommand, CommandError

from careplan import embedded


class Command(BaseCommand):
    help = "Stops the embedded Postgres and deletes all its data."
    requires_system_checks = ()

    def handle(self, **options) -> None:
        if settings.DATABASE_URL:
            raise CommandError("DATABASE_URL is set: only the embedded Postgres can be emptied this way.")
        try:
            embedded.remove(settings.BASE_DIR)
        except embedded.EmbeddedPostgresError as error:
            raise CommandError(error) from error
        self.stdout.write("The embedded Postgres and its data are gone. `make run` starts afresh.")
