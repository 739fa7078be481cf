from decimal import Decimal

import django.contrib.postgres.fields
import django.core.validators
from django.db import migrations, models

from careplan.operations import together


class Migration(migrations.Migration):
    dependencies = [
        ("priorities", "0006_editions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="editioncommitment",
            name="funders",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=1000),
                default=list,
                help_text="Names, each with its share",
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="editioncommitment",
            name="ends_on",
            field=models.DateField(null=True, verbose_name="period to (last day)"),
        ),
        migrations.AddField(
            model_name="editioncommitment",
            name="exit_answer",
            field=models.CharField(blank=True, max_length=600, verbose_name="who carries on paying"),
        ),
        migrations.AddField(
            model_name="editioncommitment",
            name="is_exit_open",
            field=models.BooleanField(null=True, verbose_name="ends soon and nobody knows who carries on"),
        ),
        migrations.AddField(
            model_name="editioncommitment",
            name="not_reported",
            field=models.DecimalField(
                decimal_places=2,
                max_digits=14,
                null=True,
                validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                verbose_name="paid and not yet reported",
            ),
        ),
        migrations.AddField(
            model_name="editioncommitment",
            name="paid",
            field=models.DecimalField(
                decimal_places=2,
                max_digits=14,
                null=True,
                validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                verbose_name="paid by then",
            ),
        ),
        migrations.AddField(
            model_name="editioncommitment",
            name="spent",
            field=models.DecimalField(
                decimal_places=2,
                max_digits=14,
                null=True,
                validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                verbose_name="spent, as the recipient says",
            ),
        ),
        migrations.AddField(
            model_name="editioncommitment",
            name="to_pay",
            field=models.DecimalField(
                decimal_places=2,
                max_digits=14,
                null=True,
                validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                verbose_name="still to pay",
            ),
        ),
        migrations.AddField(
            model_name="editioncommitment",
            name="unspent",
            field=models.DecimalField(
                decimal_places=2,
                max_digits=14,
                null=True,
                validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                verbose_name="paid and not spent",
            ),
        ),
    ]
    operations = together(operations)
