"""`python -m benchmarks`: what the pages cost, in statements, time and bytes, beside the barest page and the admin."""

import os

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careplan.settings")
    django.setup()

    from benchmarks.run import main

    main()
