from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class NoSignUp(DefaultAccountAdapter):
    """Nobody signs themselves up: an administrator adds people. allauth's own default would let strangers in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        """Whether somebody may be sent there; no address at all, such as `http://[`, is not safe either."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False
