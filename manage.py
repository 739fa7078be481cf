#!/usr/bin/env python
"""Django's command line, with a database to talk to and every change signed with the command's name."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured

from careplan import database
from careplan.embedded import EmbeddedPostgresError

WITHOUT_DATABASE = {"collectstatic", "help", "reset", "version"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careplan.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    try:
        if command not in WITHOUT_DATABASE:
            database.ensure_running()
    except (EmbeddedPostgresError, ImproperlyConfigured) as error:
        sys.exit(str(error))

    import pghistory
    from django.core.management import execute_from_command_line

    with pghistory.context(command=command):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
