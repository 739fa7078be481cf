import os

from django.core.wsgi import get_wsgi_application

from careplan import database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careplan.settings")
database.ensure_running()
application = get_wsgi_application()
