from allauth.account.auth_backends import AuthenticationBackend

from partners.models import User


class PeopleBackend(AuthenticationBackend):
    """Sign-in by e-mail; who is asking and their roles come in one statement."""

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.with_roles().filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
