from django.contrib.auth.management import create_permissions
from django.db import migrations

ROLES = ["Officer", "Priority lead", "Plan manager", "Cabinet member", "Administrator"]


def make_roles(apps, schema_editor):
    """The groups that are roles; administrators may keep everything of this app in the Django admin."""
    groups = [apps.get_model("auth.Group").objects.get_or_create(name=name)[0] for name in ROLES]
    app = apps.get_app_config("partners")
    app.models_module = True  # else Django takes the historical app for one without models
    create_permissions(app, apps=apps, verbosity=0)
    permissions = apps.get_model("auth.Permission").objects.filter(content_type__app_label="partners")
    groups[-1].permissions.add(*permissions.exclude(content_type__model__endswith="event"))


def remove_roles(apps, schema_editor):
    apps.get_model("auth.Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_roles, remove_roles)]
