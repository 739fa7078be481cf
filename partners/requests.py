"""The request as views get it: middleware has seen to who is asking and which day it is."""

from datetime import date

from django.http import HttpRequest

from partners.models import User


class SignedInRequest(HttpRequest):
    """For annotations only; nothing makes one."""

    user: User
    today: date
