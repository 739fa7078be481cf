from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from partners.models import Role, User


class Command(BaseCommand):
    help = "Adds the first administrator, who then adds everybody else in the admin."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("job_title")

    @transaction.atomic
    def handle(self, email: str, job_title: str, **options: Any) -> None:
        person = User(email=email.lower(), job_title=job_title, is_staff=True)
        person.set_unusable_password()
        try:
            person.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        person.save()
        person.groups.add(Group.objects.get(name=Role.ADMINISTRATOR))
        self.stdout.write(f"{email} may sign in once they chose “Forgotten your password?” on the sign-in page.")
