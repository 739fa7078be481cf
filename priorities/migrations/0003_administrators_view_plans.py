from django.contrib.auth.management import create_permissions
from django.db import migrations


def let_administrators_look(apps, schema_editor):
    """Administrators see the plan's tables in the Django admin, read-only."""
    app = apps.get_app_config("priorities")
    app.models_module = True  # else Django takes the historical app for one without models
    create_permissions(app, apps=apps, verbosity=0)
    views = apps.get_model("auth.Permission").objects.filter(
        content_type__app_label="priorities", codename__startswith="view_"
    )
    administrators = apps.get_model("auth.Group").objects.get(name="Administrator")
    administrators.permissions.add(*views.exclude(content_type__model__endswith="event"))


def take_back(apps, schema_editor):
    through = apps.get_model("auth.Group").permissions.through
    through.objects.filter(group__name="Administrator", permission__content_type__app_label="priorities").delete()


class Migration(migrations.Migration):
    dependencies = [("priorities", "0002_allocations_within_total"), ("partners", "0002_roles")]

    operations = [migrations.RunPython(let_administrators_look, take_back)]
