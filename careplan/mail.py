"""Many mails over one connection."""

from contextlib import suppress

from django.core.mail import EmailMessage, get_connection


class Post:
    """Keeps its connection for the next mail; after a failure the next mail gets a new one."""

    def __init__(self) -> None:
        self.connection = get_connection()

    def send(self, mail: EmailMessage) -> None:
        """Raises OSError where the server is away, slow or refuses, ValueError where the mail itself cannot go."""
        mail.connection = self.connection
        try:
            self.connection.open()
            mail.send()
        except (OSError, ValueError):
            self.close()
            raise

    def close(self) -> None:
        with suppress(OSError):
            self.connection.close()
