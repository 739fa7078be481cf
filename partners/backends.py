from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from careplan.prepared import prepared
from partners.models import User


@prepared
def _person(pk: int) -> QuerySet:
    return User.objects.with_roles().filter(pk=pk)


class PeopleBackend(AuthenticationBackend):
    """Sign-in by e-mail; who is asking and their roles come in one statement, which every request runs."""

    def get_user(self, user_id: int) -> User | None:
        user = next(iter(_person(user_id)), None)
        return user if user is not None and self.user_can_authenticate(user) else None
