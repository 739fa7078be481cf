from decimal import Decimal

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from careplan.operations import AddTrigger, together


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0005_money_over_time"),
        ("careplan", "0001_searched"),
        ("priorities", "0007_money_in_editions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("slug", models.SlugField(max_length=60, verbose_name="address")),
                ("place", models.PositiveSmallIntegerField(default=0, verbose_name="place in the list")),
                ("name", models.CharField(max_length=200)),
                ("definition", models.TextField(blank=True)),
                (
                    "framework",
                    models.CharField(
                        blank=True, help_text="For example ASCOF; empty for a local measure", max_length=60
                    ),
                ),
                ("edition", models.CharField(blank=True, max_length=60, verbose_name="edition of the framework")),
                ("code", models.CharField(blank=True, max_length=20)),
                (
                    "later_code",
                    models.CharField(
                        blank=True,
                        help_text="Codes were used again for other measures",
                        max_length=20,
                        verbose_name="code in the edition after it",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        help_text="For example %, people or per 100,000 people aged 65 and over", max_length=60
                    ),
                ),
                ("precision", models.PositiveSmallIntegerField(default=1, verbose_name="decimal places")),
                (
                    "per",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="100 for per cent, 100,000 for a rate; empty where the value is no ratio",
                        null=True,
                        verbose_name="numerator over denominator, times",
                    ),
                ),
                (
                    "polarity",
                    models.CharField(
                        choices=[
                            ("higher", "Higher is better"),
                            ("lower", "Lower is better"),
                            ("none", "Neither is better"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "frequency",
                    models.CharField(
                        choices=[
                            ("monthly", "Every month"),
                            ("quarterly", "Every quarter"),
                            ("annual", "Every year"),
                            ("two_yearly", "Every second year"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "lag_days",
                    models.PositiveSmallIntegerField(
                        default=30, verbose_name="days after the period until the value is due"
                    ),
                ),
                ("first_on", models.DateField(verbose_name="first day of the first period")),
                ("last_on", models.DateField(blank=True, null=True, verbose_name="first day of the last period")),
                ("is_contextual", models.BooleanField(default=False, verbose_name="contextual: it bears no target")),
                (
                    "tolerance",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="tolerance"
                    ),
                ),
                (
                    "tolerance_kind",
                    models.CharField(
                        choices=[("absolute", "In the measure's unit"), ("percent", "Per cent of the target")],
                        default="percent",
                        max_length=8,
                    ),
                ),
                ("owner_role", models.CharField(blank=True, max_length=120, verbose_name="owner in words")),
                (
                    "data_source",
                    models.CharField(blank=True, max_length=200, verbose_name="where the values come from"),
                ),
                (
                    "baseline",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="baseline"
                    ),
                ),
                ("baseline_on", models.DateField(blank=True, null=True, verbose_name="baseline of")),
                ("baseline_source", models.CharField(blank=True, max_length=200)),
                (
                    "benchmark_name",
                    models.CharField(
                        blank=True,
                        help_text="For example England, or the statistical neighbours",
                        max_length=80,
                        verbose_name="compared with",
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("is_illustrative", models.BooleanField(default=False)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures_owned",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="priorities.plan"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="partners.source",
                    ),
                ),
            ],
            options={
                "ordering": ["place", "name", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "slug"),
                        name="measure_address_once",
                        violation_error_message="The plan has a measure with this address already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("plan", "framework", "edition", "code"),
                        name="measure_code_once",
                        violation_error_message="The plan has the measure with this code of this edition already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "\\S"), ("unit__regex", "\\S")),
                        name="measure_named",
                        violation_error_message="Give the measure's name and unit.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("precision__lte", 4)),
                        name="measure_precision_within_bounds",
                        violation_error_message="A value has at most four decimal places.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("per__isnull", True), ("per__gte", 1), _connector="OR"),
                        name="measure_per_above_zero",
                        violation_error_message="A ratio is multiplied by at least 1.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("tolerance__isnull", True),
                                ("tolerance__range", (Decimal("-999999999999"), Decimal("999999999999"))),
                                _connector="OR",
                            ),
                            models.Q(
                                ("baseline__isnull", True),
                                ("baseline__range", (Decimal("-999999999999"), Decimal("999999999999"))),
                                _connector="OR",
                            ),
                            models.Q(("tolerance__isnull", True), ("tolerance__gte", 0), _connector="OR"),
                        ),
                        name="measure_tolerance_not_negative",
                        violation_error_message="A tolerance is not below zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_on__isnull", True), ("last_on__gte", models.F("first_on")), _connector="OR"
                        ),
                        name="measure_periods_in_order",
                        violation_error_message="The last period is before the first one.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionMeasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveIntegerField(verbose_name="place in the order of reading")),
                ("slug", models.SlugField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                ("full_code", models.CharField(blank=True, max_length=160, verbose_name="framework, code and edition")),
                ("unit", models.CharField(max_length=60)),
                ("precision", models.PositiveSmallIntegerField()),
                ("polarity", models.CharField(max_length=6)),
                (
                    "tells_of",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        default=list,
                        help_text="Codes of the priorities and actions it is linked to",
                        size=None,
                    ),
                ),
                ("owner_role", models.CharField(blank=True, max_length=120)),
                ("data_source", models.CharField(blank=True, max_length=200)),
                ("period", models.CharField(blank=True, max_length=20, verbose_name="period it covers")),
                ("starts_on", models.DateField(null=True, verbose_name="period from")),
                ("ends_on", models.DateField(null=True, verbose_name="period to (last day)")),
                ("state", models.CharField(max_length=14)),
                ("value", models.DecimalField(decimal_places=4, max_digits=16, null=True)),
                ("is_provisional", models.BooleanField(default=False)),
                ("target", models.DecimalField(decimal_places=4, max_digits=16, null=True)),
                ("rating", models.CharField(max_length=16)),
                (
                    "previous_period",
                    models.CharField(blank=True, max_length=20, verbose_name="period it is compared with"),
                ),
                ("previous_value", models.DecimalField(decimal_places=4, max_digits=16, null=True)),
                ("direction", models.CharField(max_length=14)),
                ("direction_in_a_year", models.CharField(max_length=14)),
                ("benchmark_name", models.CharField(blank=True, max_length=80)),
                ("benchmark", models.DecimalField(decimal_places=4, max_digits=16, null=True)),
                ("is_illustrative", models.BooleanField(default=False)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="priorities.edition"
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reported", to="priorities.measure"
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("edition", "measure"), name="edition_measure_once")],
            },
        ),
        migrations.CreateModel(
            name="MeasureBenchmark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="period from")),
                ("ends_on", models.DateField(editable=False, verbose_name="period to (last day)")),
                ("value", models.DecimalField(decimal_places=4, max_digits=16, verbose_name="value")),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="benchmarks", to="priorities.measure"
                    ),
                ),
            ],
            options={
                "ordering": ["starts_on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("measure", "starts_on"),
                        name="benchmark_once",
                        violation_error_message="The comparison for this period is recorded already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", True),
                            ("value__range", (Decimal("-999999999999"), Decimal("999999999999"))),
                            _connector="OR",
                        ),
                        name="benchmark_is_a_number",
                        violation_error_message="Give the comparison as a number.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureBreak",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="first day of the first period counted anew")),
                ("reason", models.CharField(max_length=300)),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="breaks", to="priorities.measure"
                    ),
                ),
            ],
            options={
                "ordering": ["starts_on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("measure", "starts_on"),
                        name="measure_break_once",
                        violation_error_message="This break is recorded already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "\\S")),
                        name="measure_break_says_why",
                        violation_error_message="Say why values cannot be compared.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("slug", models.SlugField(db_index=False, max_length=60, verbose_name="address")),
                ("place", models.PositiveSmallIntegerField(default=0, verbose_name="place in the list")),
                ("name", models.CharField(max_length=200)),
                ("definition", models.TextField(blank=True)),
                (
                    "framework",
                    models.CharField(
                        blank=True, help_text="For example ASCOF; empty for a local measure", max_length=60
                    ),
                ),
                ("edition", models.CharField(blank=True, max_length=60, verbose_name="edition of the framework")),
                ("code", models.CharField(blank=True, max_length=20)),
                (
                    "later_code",
                    models.CharField(
                        blank=True,
                        help_text="Codes were used again for other measures",
                        max_length=20,
                        verbose_name="code in the edition after it",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        help_text="For example %, people or per 100,000 people aged 65 and over", max_length=60
                    ),
                ),
                ("precision", models.PositiveSmallIntegerField(default=1, verbose_name="decimal places")),
                (
                    "per",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="100 for per cent, 100,000 for a rate; empty where the value is no ratio",
                        null=True,
                        verbose_name="numerator over denominator, times",
                    ),
                ),
                (
                    "polarity",
                    models.CharField(
                        choices=[
                            ("higher", "Higher is better"),
                            ("lower", "Lower is better"),
                            ("none", "Neither is better"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "frequency",
                    models.CharField(
                        choices=[
                            ("monthly", "Every month"),
                            ("quarterly", "Every quarter"),
                            ("annual", "Every year"),
                            ("two_yearly", "Every second year"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "lag_days",
                    models.PositiveSmallIntegerField(
                        default=30, verbose_name="days after the period until the value is due"
                    ),
                ),
                ("first_on", models.DateField(verbose_name="first day of the first period")),
                ("last_on", models.DateField(blank=True, null=True, verbose_name="first day of the last period")),
                ("is_contextual", models.BooleanField(default=False, verbose_name="contextual: it bears no target")),
                (
                    "tolerance",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="tolerance"
                    ),
                ),
                (
                    "tolerance_kind",
                    models.CharField(
                        choices=[("absolute", "In the measure's unit"), ("percent", "Per cent of the target")],
                        default="percent",
                        max_length=8,
                    ),
                ),
                ("owner_role", models.CharField(blank=True, max_length=120, verbose_name="owner in words")),
                (
                    "data_source",
                    models.CharField(blank=True, max_length=200, verbose_name="where the values come from"),
                ),
                (
                    "baseline",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="baseline"
                    ),
                ),
                ("baseline_on", models.DateField(blank=True, null=True, verbose_name="baseline of")),
                ("baseline_source", models.CharField(blank=True, max_length=200)),
                (
                    "benchmark_name",
                    models.CharField(
                        blank=True,
                        help_text="For example England, or the statistical neighbours",
                        max_length=80,
                        verbose_name="compared with",
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("is_illustrative", models.BooleanField(default=False)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="priorities.measure",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="priorities.plan",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MeasureLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measure_links",
                        to="priorities.action",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="priorities.measure"
                    ),
                ),
                (
                    "priority",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measure_links",
                        to="priorities.priority",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("priority__isnull", True), ("action__isnull", True), _connector="XOR"),
                        name="measure_link_to_priority_or_action",
                        violation_error_message="Link the measure to a priority or to an action, not both.",
                    ),
                    models.UniqueConstraint(
                        fields=("measure", "priority"),
                        name="measure_link_once_per_priority",
                        violation_error_message="The measure is linked to this priority already.",
                    ),
                    models.UniqueConstraint(
                        fields=("measure", "action"),
                        name="measure_link_once_per_action",
                        violation_error_message="The measure is linked to this action already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="period from")),
                ("ends_on", models.DateField(editable=False, verbose_name="period to (last day)")),
                ("revision", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("is_current", models.BooleanField(default=True, editable=False)),
                ("reason", models.TextField(blank=True, verbose_name="why it was revised")),
                ("recorded_on", models.DateField()),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="target"),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measure_targets",
                        to="partners.decision",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="targets", to="priorities.measure"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets_recorded",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["starts_on", "revision"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("measure", "starts_on", "revision"),
                        name="target_revision_once",
                        violation_error_message="This revision is recorded already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", True),
                            ("value__range", (Decimal("-999999999999"), Decimal("999999999999"))),
                            _connector="OR",
                        ),
                        name="target_is_a_number",
                        violation_error_message="Give the target as a number.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="period from")),
                ("ends_on", models.DateField(editable=False, verbose_name="period to (last day)")),
                ("revision", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("is_current", models.BooleanField(default=True, editable=False)),
                ("reason", models.TextField(blank=True, verbose_name="why it was revised")),
                ("recorded_on", models.DateField()),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("value", "Value"),
                            ("not_due", "Not due"),
                            ("awaiting", "Awaiting data"),
                            ("suppressed", "Suppressed (small numbers)"),
                            ("not_comparable", "Not comparable"),
                        ],
                        default="value",
                        max_length=14,
                    ),
                ),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="value"),
                ),
                (
                    "numerator",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="numerator"
                    ),
                ),
                (
                    "denominator",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="denominator"
                    ),
                ),
                ("is_provisional", models.BooleanField(default=False, verbose_name="provisional")),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="values", to="priorities.measure"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values_recorded",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["starts_on", "revision"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_current", True)), fields=["measure", "starts_on"], name="value_current"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("measure", "starts_on", "revision"),
                        name="value_revision_once",
                        violation_error_message="This revision is recorded already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "value"), ("value__isnull", True), _connector="XOR"),
                        name="value_or_state",
                        violation_error_message="Give the value, or say why there is none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("value__isnull", True),
                                ("value__range", (Decimal("-999999999999"), Decimal("999999999999"))),
                                _connector="OR",
                            ),
                            models.Q(
                                ("numerator__isnull", True),
                                ("numerator__range", (Decimal("-999999999999"), Decimal("999999999999"))),
                                _connector="OR",
                            ),
                            models.Q(
                                ("denominator__isnull", True),
                                ("denominator__range", (Decimal("-999999999999"), Decimal("999999999999"))),
                                _connector="OR",
                            ),
                        ),
                        name="value_is_a_number",
                        violation_error_message="Give the value as a number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("denominator__isnull", True), ("numerator__isnull", True)),
                            models.Q(
                                ("denominator__gt", 0),
                                ("denominator__isnull", False),
                                ("numerator__gte", 0),
                                ("numerator__isnull", False),
                                ("numerator__lte", models.F("denominator")),
                                ("value__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="value_ratio_in_bounds",
                        violation_error_message="A numerator is between zero and its denominator, which is above zero.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureBenchmarkEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("starts_on", models.DateField(verbose_name="period from")),
                ("ends_on", models.DateField(editable=False, verbose_name="period to (last day)")),
                ("value", models.DecimalField(decimal_places=4, max_digits=16, verbose_name="value")),
                (
                    "measure",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="priorities.measure",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="priorities.measurebenchmark",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MeasureBreakEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("starts_on", models.DateField(verbose_name="first day of the first period counted anew")),
                ("reason", models.CharField(max_length=300)),
                (
                    "measure",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="priorities.measure",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="priorities.measurebreak",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MeasureLinkEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="priorities.action",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="priorities.measure",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="priorities.measurelink",
                    ),
                ),
                (
                    "priority",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="priorities.priority",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MeasureTargetEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("starts_on", models.DateField(verbose_name="period from")),
                ("ends_on", models.DateField(editable=False, verbose_name="period to (last day)")),
                ("revision", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("is_current", models.BooleanField(default=True, editable=False)),
                ("reason", models.TextField(blank=True, verbose_name="why it was revised")),
                ("recorded_on", models.DateField()),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="target"),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.decision",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="priorities.measure",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="priorities.measuretarget",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MeasureValueEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("starts_on", models.DateField(verbose_name="period from")),
                ("ends_on", models.DateField(editable=False, verbose_name="period to (last day)")),
                ("revision", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("is_current", models.BooleanField(default=True, editable=False)),
                ("reason", models.TextField(blank=True, verbose_name="why it was revised")),
                ("recorded_on", models.DateField()),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("value", "Value"),
                            ("not_due", "Not due"),
                            ("awaiting", "Awaiting data"),
                            ("suppressed", "Suppressed (small numbers)"),
                            ("not_comparable", "Not comparable"),
                        ],
                        default="value",
                        max_length=14,
                    ),
                ),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="value"),
                ),
                (
                    "numerator",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="numerator"
                    ),
                ),
                (
                    "denominator",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="denominator"
                    ),
                ),
                ("is_provisional", models.BooleanField(default=False, verbose_name="provisional")),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "measure",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="priorities.measure",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="priorities.measurevalue",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="erratum",
            name="measure",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="errata",
                to="priorities.editionmeasure",
            ),
        ),
        AddTrigger(
            model_name="measure",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version := OLD.version + 1; RETURN NEW;",
                    hash="0f0a83dbf7aee1e86c9a23d65a01bea7fc940c0b",
                    operation="UPDATE",
                    pgid="pgtrigger_raise_version_a6eb2",
                    table="priorities_measure",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="measure",
            trigger=pgtrigger.compiler.Trigger(
                name="first_day_of_period",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF NOT (extract(day FROM NEW.first_on) = 1 AND (extract(month FROM NEW.first_on)::integer + 8) % (CASE NEW.frequency WHEN 'monthly' THEN 1 WHEN 'quarterly' THEN 3 ELSE 12 END) = 0 AND (NEW.frequency <> 'two_yearly' OR (extract(year FROM NEW.first_on)::integer - extract(year FROM NEW.first_on)::integer) % 2 = 0)) OR NEW.last_on IS NOT NULL AND NOT (extract(day FROM NEW.last_on) = 1 AND (extract(month FROM NEW.last_on)::integer + 8) % (CASE NEW.frequency WHEN 'monthly' THEN 1 WHEN 'quarterly' THEN 3 ELSE 12 END) = 0 AND (NEW.frequency <> 'two_yearly' OR (extract(year FROM NEW.last_on)::integer - extract(year FROM NEW.first_on)::integer) % 2 = 0)) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'measure_first_day_of_period', MESSAGE = 'Give the first day of a period: of a month, of a quarter or of a financial year.';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="a64f346b49a0b7915aff52df7749aaf3aa54a7b6",
                    operation='INSERT OR UPDATE OF "first_on", "last_on", "frequency"',
                    pgid="pgtrigger_first_day_of_period_9be19",
                    table="priorities_measure",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="measure",
            trigger=pgtrigger.compiler.Trigger(
                name="frequency_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."first_on" IS DISTINCT FROM (NEW."first_on") OR OLD."frequency" IS DISTINCT FROM (NEW."frequency") OR OLD."last_on" IS DISTINCT FROM (NEW."last_on") OR OLD."per" IS DISTINCT FROM (NEW."per") OR OLD."precision" IS DISTINCT FROM (NEW."precision"))',
                    func="\n                IF EXISTS (\n                    SELECT FROM priorities_measurevalue WHERE measure_id = NEW.id AND (\n                        NEW.frequency <> OLD.frequency OR NEW.precision < OLD.precision\n                        OR numerator IS NOT NULL AND NEW.per IS DISTINCT FROM OLD.per\n                        OR NOT (extract(day FROM starts_on) = 1 AND (extract(month FROM starts_on)::integer + 8) % (CASE NEW.frequency WHEN 'monthly' THEN 1 WHEN 'quarterly' THEN 3 ELSE 12 END) = 0 AND (NEW.frequency <> 'two_yearly' OR (extract(year FROM starts_on)::integer - extract(year FROM NEW.first_on)::integer) % 2 = 0)) OR starts_on < NEW.first_on OR starts_on > NEW.last_on\n                    )\n                ) OR NEW.frequency <> OLD.frequency AND (\n                    EXISTS (SELECT FROM priorities_measuretarget WHERE measure_id = NEW.id)\n                    OR EXISTS (SELECT FROM priorities_measurebenchmark WHERE measure_id = NEW.id)\n                    OR EXISTS (SELECT FROM priorities_measurebreak WHERE measure_id = NEW.id)\n                ) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'measure_frequency_fixed', MESSAGE = 'Figures are recorded: how often, how exactly and over which periods it is measured must keep them.';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="91b3055d54cf2dfb809c653601c5009450138ea5",
                    operation='UPDATE OF "frequency", "first_on", "last_on", "per", "precision"',
                    pgid="pgtrigger_frequency_fixed_f4a1b",
                    table="priorities_measure",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="measure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_measureevent" ("baseline", "baseline_on", "baseline_source", "benchmark_name", "code", "data_source", "definition", "edition", "first_on", "framework", "frequency", "id", "is_contextual", "is_illustrative", "lag_days", "last_on", "later_code", "name", "note", "owner_id", "owner_role", "per", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "plan_id", "polarity", "precision", "slug", "source_id", "tolerance", "tolerance_kind", "unit") VALUES (NEW."baseline", NEW."baseline_on", NEW."baseline_source", NEW."benchmark_name", NEW."code", NEW."data_source", NEW."definition", NEW."edition", NEW."first_on", NEW."framework", NEW."frequency", NEW."id", NEW."is_contextual", NEW."is_illustrative", NEW."lag_days", NEW."last_on", NEW."later_code", NEW."name", NEW."note", NEW."owner_id", NEW."owner_role", NEW."per", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."place", NEW."plan_id", NEW."polarity", NEW."precision", NEW."slug", NEW."source_id", NEW."tolerance", NEW."tolerance_kind", NEW."unit"); RETURN NULL;',
                    hash="5ede6a322183d3434411177776841a77fc30c1e0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0295f",
                    table="priorities_measure",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="measure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."baseline" IS DISTINCT FROM (NEW."baseline") OR OLD."baseline_on" IS DISTINCT FROM (NEW."baseline_on") OR OLD."baseline_source" IS DISTINCT FROM (NEW."baseline_source") OR OLD."benchmark_name" IS DISTINCT FROM (NEW."benchmark_name") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."data_source" IS DISTINCT FROM (NEW."data_source") OR OLD."definition" IS DISTINCT FROM (NEW."definition") OR OLD."edition" IS DISTINCT FROM (NEW."edition") OR OLD."first_on" IS DISTINCT FROM (NEW."first_on") OR OLD."framework" IS DISTINCT FROM (NEW."framework") OR OLD."frequency" IS DISTINCT FROM (NEW."frequency") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_contextual" IS DISTINCT FROM (NEW."is_contextual") OR OLD."is_illustrative" IS DISTINCT FROM (NEW."is_illustrative") OR OLD."lag_days" IS DISTINCT FROM (NEW."lag_days") OR OLD."last_on" IS DISTINCT FROM (NEW."last_on") OR OLD."later_code" IS DISTINCT FROM (NEW."later_code") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."owner_role" IS DISTINCT FROM (NEW."owner_role") OR OLD."per" IS DISTINCT FROM (NEW."per") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."plan_id" IS DISTINCT FROM (NEW."plan_id") OR OLD."polarity" IS DISTINCT FROM (NEW."polarity") OR OLD."precision" IS DISTINCT FROM (NEW."precision") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."tolerance" IS DISTINCT FROM (NEW."tolerance") OR OLD."tolerance_kind" IS DISTINCT FROM (NEW."tolerance_kind") OR OLD."unit" IS DISTINCT FROM (NEW."unit"))',
                    func='INSERT INTO "priorities_measureevent" ("baseline", "baseline_on", "baseline_source", "benchmark_name", "code", "data_source", "definition", "edition", "first_on", "framework", "frequency", "id", "is_contextual", "is_illustrative", "lag_days", "last_on", "later_code", "name", "note", "owner_id", "owner_role", "per", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "plan_id", "polarity", "precision", "slug", "source_id", "tolerance", "tolerance_kind", "unit") VALUES (NEW."baseline", NEW."baseline_on", NEW."baseline_source", NEW."benchmark_name", NEW."code", NEW."data_source", NEW."definition", NEW."edition", NEW."first_on", NEW."framework", NEW."frequency", NEW."id", NEW."is_contextual", NEW."is_illustrative", NEW."lag_days", NEW."last_on", NEW."later_code", NEW."name", NEW."note", NEW."owner_id", NEW."owner_role", NEW."per", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."place", NEW."plan_id", NEW."polarity", NEW."precision", NEW."slug", NEW."source_id", NEW."tolerance", NEW."tolerance_kind", NEW."unit"); RETURN NULL;',
                    hash="ee36aeb848e21e53ea2aadac0daad3590a84b50d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c5df0",
                    table="priorities_measure",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="measure",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_measureevent" ("baseline", "baseline_on", "baseline_source", "benchmark_name", "code", "data_source", "definition", "edition", "first_on", "framework", "frequency", "id", "is_contextual", "is_illustrative", "lag_days", "last_on", "later_code", "name", "note", "owner_id", "owner_role", "per", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "plan_id", "polarity", "precision", "slug", "source_id", "tolerance", "tolerance_kind", "unit") VALUES (OLD."baseline", OLD."baseline_on", OLD."baseline_source", OLD."benchmark_name", OLD."code", OLD."data_source", OLD."definition", OLD."edition", OLD."first_on", OLD."framework", OLD."frequency", OLD."id", OLD."is_contextual", OLD."is_illustrative", OLD."lag_days", OLD."last_on", OLD."later_code", OLD."name", OLD."note", OLD."owner_id", OLD."owner_role", OLD."per", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."place", OLD."plan_id", OLD."polarity", OLD."precision", OLD."slug", OLD."source_id", OLD."tolerance", OLD."tolerance_kind", OLD."unit"); RETURN NULL;',
                    hash="ef780a0dd81d09b9ca2eba684e34c91a7d6ce02c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fe2ad",
                    table="priorities_measure",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="measure",
            trigger=pgtrigger.compiler.Trigger(
                name="measure_stays_in_plan",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."plan_id" IS DISTINCT FROM (NEW."plan_id"))',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'measure_stays_in_plan', MESSAGE = 'A measure stays in its plan.';",
                    hash="3fb21e2ca0a81aeea40e40d50bd8177792531893",
                    operation="UPDATE",
                    pgid="pgtrigger_measure_stays_in_plan_7cd82",
                    table="priorities_measure",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="editionmeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="row_is_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_row_is_frozen', MESSAGE = 'What was reported stays as it was reported. Add an erratum.';",
                    hash="c3e421018dac1dfcaffbf9274a16d4044f7a8231",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_row_is_frozen_3429c",
                    table="priorities_editionmeasure",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="editionmeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="row_of_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF EXISTS (\n                    SELECT FROM priorities_edition\n                    WHERE id = NEW.edition_id AND (published_at IS NOT NULL OR reopened_at IS NOT NULL)\n                ) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_row_of_draft', MESSAGE = 'What was reported stays as it was reported. Add an erratum.';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="86937b22f142ed250c9b46b285a94faeee0ccf57",
                    operation="INSERT",
                    pgid="pgtrigger_row_of_draft_ff680",
                    table="priorities_editionmeasure",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurebenchmark",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_measure",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE priorities_measure SET version = version WHERE id = OLD.measure_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.measure_id IS DISTINCT FROM OLD.measure_id) THEN\n                    UPDATE priorities_measure SET version = version WHERE id = NEW.measure_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="1e1ba33a3e1812243835afd271acffc4e877acd3",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_measure_c2a4e",
                    table="priorities_measurebenchmark",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurebenchmark",
            trigger=pgtrigger.compiler.Trigger(
                name="period_of_measure",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE of priorities_measure%ROWTYPE;",
                    func="\n                SELECT * INTO of FROM priorities_measure WHERE id = NEW.measure_id FOR NO KEY UPDATE;\n                IF NOT (extract(day FROM NEW.starts_on) = 1 AND (extract(month FROM NEW.starts_on)::integer + 8) % (CASE of.frequency WHEN 'monthly' THEN 1 WHEN 'quarterly' THEN 3 ELSE 12 END) = 0 AND (of.frequency <> 'two_yearly' OR (extract(year FROM NEW.starts_on)::integer - extract(year FROM of.first_on)::integer) % 2 = 0)) OR NEW.starts_on < of.first_on OR NEW.starts_on > of.last_on THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'period_of_measure', MESSAGE = 'This is not a period of the measure.';\n                END IF;\n                NEW.ends_on := NEW.starts_on + make_interval(months => (CASE of.frequency WHEN 'monthly' THEN 1 WHEN 'quarterly' THEN 3 ELSE 12 END)) - interval '1 day';\n                RETURN NEW;\n            ",
                    hash="3d41bc8e8a23455aa3d984799c6d1f385311de62",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_period_of_measure_931a1",
                    table="priorities_measurebenchmark",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurebenchmark",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_measurebenchmarkevent" ("ends_on", "id", "measure_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "value") VALUES (NEW."ends_on", NEW."id", NEW."measure_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."starts_on", NEW."value"); RETURN NULL;',
                    hash="b585abf7efd8948ec0afb015f3a444a5a573f213",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_89cb5",
                    table="priorities_measurebenchmark",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurebenchmark",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "priorities_measurebenchmarkevent" ("ends_on", "id", "measure_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "value") VALUES (NEW."ends_on", NEW."id", NEW."measure_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."starts_on", NEW."value"); RETURN NULL;',
                    hash="08c62c66d06f4f59716fc5c1d694b1eddf0ac596",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6c889",
                    table="priorities_measurebenchmark",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurebenchmark",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_measurebenchmarkevent" ("ends_on", "id", "measure_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "value") VALUES (OLD."ends_on", OLD."id", OLD."measure_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."starts_on", OLD."value"); RETURN NULL;',
                    hash="468563b46486b509d6f5c575468827f726ca9675",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b1415",
                    table="priorities_measurebenchmark",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurebenchmarkevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="58cb0bb655f2921085737ea55bb48f6853dec729",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5ce5b",
                    table="priorities_measurebenchmarkevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurebreak",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_measure",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE priorities_measure SET version = version WHERE id = OLD.measure_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.measure_id IS DISTINCT FROM OLD.measure_id) THEN\n                    UPDATE priorities_measure SET version = version WHERE id = NEW.measure_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="d7d131df5e3fef609ac460fb42b1cacd33c08c13",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_measure_8d127",
                    table="priorities_measurebreak",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurebreak",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_measurebreakevent" ("id", "measure_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on") VALUES (NEW."id", NEW."measure_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."reason", NEW."starts_on"); RETURN NULL;',
                    hash="d1b2207ae79076f54d13c83d14ee6810a6b22639",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7ffb3",
                    table="priorities_measurebreak",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurebreak",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "priorities_measurebreakevent" ("id", "measure_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on") VALUES (NEW."id", NEW."measure_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."reason", NEW."starts_on"); RETURN NULL;',
                    hash="9a32d90ea812fb04d89b6c4a1df8a1ec99620858",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fc6f4",
                    table="priorities_measurebreak",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurebreak",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_measurebreakevent" ("id", "measure_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on") VALUES (OLD."id", OLD."measure_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."reason", OLD."starts_on"); RETURN NULL;',
                    hash="0186e9987384490f24e3508f5992d4d1df2c6f49",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3e5b2",
                    table="priorities_measurebreak",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurebreak",
            trigger=pgtrigger.compiler.Trigger(
                name="period_of_measure",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE of priorities_measure%ROWTYPE;",
                    func="\n                SELECT * INTO of FROM priorities_measure WHERE id = NEW.measure_id FOR NO KEY UPDATE;\n                IF NOT (extract(day FROM NEW.starts_on) = 1 AND (extract(month FROM NEW.starts_on)::integer + 8) % (CASE of.frequency WHEN 'monthly' THEN 1 WHEN 'quarterly' THEN 3 ELSE 12 END) = 0 AND (of.frequency <> 'two_yearly' OR (extract(year FROM NEW.starts_on)::integer - extract(year FROM of.first_on)::integer) % 2 = 0)) OR NEW.starts_on < of.first_on OR NEW.starts_on > of.last_on THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'period_of_measure', MESSAGE = 'This is not a period of the measure.';\n                END IF;\n                \n                RETURN NEW;\n            ",
                    hash="28c344eef614b786e0dbc9ced4779d726e4acff1",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_period_of_measure_1e6a2",
                    table="priorities_measurebreak",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurebreakevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d050329fad3b1fd745e01951aaf5f677f635386c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bfe0d",
                    table="priorities_measurebreakevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="measureevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ff13381913ad943587d2630534a8ea94330374cd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_08762",
                    table="priorities_measureevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurelink",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_measure",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE priorities_measure SET version = version WHERE id = OLD.measure_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.measure_id IS DISTINCT FROM OLD.measure_id) THEN\n                    UPDATE priorities_measure SET version = version WHERE id = NEW.measure_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="278620c3176eca9e96989759cde74311c09644e9",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_measure_92bbb",
                    table="priorities_measurelink",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurelink",
            trigger=pgtrigger.compiler.Trigger(
                name="link_within_plan",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF (SELECT plan_id FROM priorities_measure WHERE id = NEW.measure_id) IS DISTINCT FROM coalesce(\n                    (SELECT plan_id FROM priorities_priority WHERE id = NEW.priority_id),\n                    (SELECT plan_id FROM priorities_action WHERE id = NEW.action_id)\n                ) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'measure_link_within_plan', MESSAGE = 'Choose a priority or an action of the measure''s plan.';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="1973c0dbe75baac947cf0872e025d33aae62be30",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_link_within_plan_44435",
                    table="priorities_measurelink",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurelink",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_measurelinkevent" ("action_id", "id", "measure_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority_id") VALUES (NEW."action_id", NEW."id", NEW."measure_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."priority_id"); RETURN NULL;',
                    hash="e5c4fd2539ba836cd1e9e8470a0bd7fca38ed631",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ebd5c",
                    table="priorities_measurelink",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurelink",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "priorities_measurelinkevent" ("action_id", "id", "measure_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority_id") VALUES (NEW."action_id", NEW."id", NEW."measure_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."priority_id"); RETURN NULL;',
                    hash="9efb233459b1620f0f0ab51fe487c407a0427e86",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_93853",
                    table="priorities_measurelink",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurelink",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_measurelinkevent" ("action_id", "id", "measure_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority_id") VALUES (OLD."action_id", OLD."id", OLD."measure_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."priority_id"); RETURN NULL;',
                    hash="c159e70b9f3113bf359e61b565d6767768c6e67d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_adaee",
                    table="priorities_measurelink",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurelinkevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2d9e19e554a8019e14122ca050cacc04c86299b5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_26e12",
                    table="priorities_measurelinkevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="measuretarget",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_measure",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE priorities_measure SET version = version WHERE id = OLD.measure_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.measure_id IS DISTINCT FROM OLD.measure_id) THEN\n                    UPDATE priorities_measure SET version = version WHERE id = NEW.measure_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="2628677781854f3eb613b63f7b993767c28b0c48",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_measure_9c57b",
                    table="priorities_measuretarget",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="measuretarget",
            trigger=pgtrigger.compiler.Trigger(
                name="period_of_measure",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE of priorities_measure%ROWTYPE;",
                    func="\n                SELECT * INTO of FROM priorities_measure WHERE id = NEW.measure_id FOR NO KEY UPDATE;\n                IF NOT (extract(day FROM NEW.starts_on) = 1 AND (extract(month FROM NEW.starts_on)::integer + 8) % (CASE of.frequency WHEN 'monthly' THEN 1 WHEN 'quarterly' THEN 3 ELSE 12 END) = 0 AND (of.frequency <> 'two_yearly' OR (extract(year FROM NEW.starts_on)::integer - extract(year FROM of.first_on)::integer) % 2 = 0)) OR NEW.starts_on < of.first_on OR NEW.starts_on > of.last_on THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'period_of_measure', MESSAGE = 'This is not a period of the measure.';\n                END IF;\n                NEW.ends_on := NEW.starts_on + make_interval(months => (CASE of.frequency WHEN 'monthly' THEN 1 WHEN 'quarterly' THEN 3 ELSE 12 END)) - interval '1 day';\n                RETURN NEW;\n            ",
                    hash="34bc820f2e5d66d35df15ade7ea55aa54a2eb87f",
                    operation="INSERT",
                    pgid="pgtrigger_period_of_measure_ba4b9",
                    table="priorities_measuretarget",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="measuretarget",
            trigger=pgtrigger.compiler.Trigger(
                name="next_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                PERFORM FROM priorities_measure WHERE id = NEW.measure_id FOR NO KEY UPDATE;\n                NEW.revision := 1 + (\n                    SELECT count(*) FROM priorities_measuretarget WHERE measure_id = NEW.measure_id AND starts_on = NEW.starts_on\n                );\n                NEW.is_current := true;\n                IF NEW.revision > 1 AND NEW.reason !~ '\\S' THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'target_revised_with_reason', MESSAGE = 'Say why it is revised.';\n                END IF;\n                UPDATE priorities_measuretarget SET is_current = false\n                 WHERE measure_id = NEW.measure_id AND starts_on = NEW.starts_on AND is_current;\n                RETURN NEW;\n            ",
                    hash="8a4a9a881710fcf354f1628e22d98010efe0d0bf",
                    operation="INSERT",
                    pgid="pgtrigger_next_revision_2ad0c",
                    table="priorities_measuretarget",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="measuretarget",
            trigger=pgtrigger.compiler.Trigger(
                name="target_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."measure_id" IS DISTINCT FROM (NEW."measure_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."recorded_on" IS DISTINCT FROM (NEW."recorded_on") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."value" IS DISTINCT FROM (NEW."value"))',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'target_kept', MESSAGE = 'A target stays as it was set. Revise it with a reason.';",
                    hash="06773833408724cdef265b681336fd66674bd0dd",
                    operation="UPDATE",
                    pgid="pgtrigger_target_kept_65eaf",
                    table="priorities_measuretarget",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="measuretarget",
            trigger=pgtrigger.compiler.Trigger(
                name="target_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'target_never_deleted', MESSAGE = 'A target is never deleted. Revise it with a reason.';",
                    hash="92ae8800e7909be66cf746dbe7da09374cc0f5bd",
                    operation="DELETE",
                    pgid="pgtrigger_target_never_deleted_6828b",
                    table="priorities_measuretarget",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="measuretarget",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_measuretargetevent" ("decision_id", "ends_on", "id", "is_current", "measure_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "recorded_on", "revision", "starts_on", "value") VALUES (NEW."decision_id", NEW."ends_on", NEW."id", NEW."is_current", NEW."measure_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."recorded_on", NEW."revision", NEW."starts_on", NEW."value"); RETURN NULL;',
                    hash="1aeef3063b3b8938914223a894e33f968259dabe",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_442e7",
                    table="priorities_measuretarget",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="measuretarget",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "priorities_measuretargetevent" ("decision_id", "ends_on", "id", "is_current", "measure_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "recorded_on", "revision", "starts_on", "value") VALUES (NEW."decision_id", NEW."ends_on", NEW."id", NEW."is_current", NEW."measure_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."recorded_on", NEW."revision", NEW."starts_on", NEW."value"); RETURN NULL;',
                    hash="18a7076d9b18ea0c3d07115b45ec5aa749dbe938",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_64e42",
                    table="priorities_measuretarget",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="measuretarget",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_measuretargetevent" ("decision_id", "ends_on", "id", "is_current", "measure_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "recorded_on", "revision", "starts_on", "value") VALUES (OLD."decision_id", OLD."ends_on", OLD."id", OLD."is_current", OLD."measure_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."reason", OLD."recorded_at", OLD."recorded_by_id", OLD."recorded_on", OLD."revision", OLD."starts_on", OLD."value"); RETURN NULL;',
                    hash="6b03de8f09de0269e92a7f0710f241823859563c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5bc1a",
                    table="priorities_measuretarget",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="measuretarget",
            trigger=pgtrigger.compiler.Trigger(
                name="newest_is_current",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_current" IS DISTINCT FROM (NEW."is_current"))',
                    func="\n                IF pg_trigger_depth() = 1 THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'target_newest_is_current', MESSAGE = 'The newest revision is the current one.';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="80ae9af240b5930715fc1e5cd8cdfbef174443e7",
                    operation="UPDATE",
                    pgid="pgtrigger_newest_is_current_9b464",
                    table="priorities_measuretarget",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="measuretargetevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fdf85b03bef30152fdbad8fadc1d3ff9beb30d0b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_20d00",
                    table="priorities_measuretargetevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurevalue",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_measure",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE priorities_measure SET version = version WHERE id = OLD.measure_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.measure_id IS DISTINCT FROM OLD.measure_id) THEN\n                    UPDATE priorities_measure SET version = version WHERE id = NEW.measure_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="48be95413d26fc6189661949fe55a692abf5ac19",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_measure_d1cbb",
                    table="priorities_measurevalue",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurevalue",
            trigger=pgtrigger.compiler.Trigger(
                name="period_of_measure",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE of priorities_measure%ROWTYPE;",
                    func="\n                SELECT * INTO of FROM priorities_measure WHERE id = NEW.measure_id FOR NO KEY UPDATE;\n                IF NOT (extract(day FROM NEW.starts_on) = 1 AND (extract(month FROM NEW.starts_on)::integer + 8) % (CASE of.frequency WHEN 'monthly' THEN 1 WHEN 'quarterly' THEN 3 ELSE 12 END) = 0 AND (of.frequency <> 'two_yearly' OR (extract(year FROM NEW.starts_on)::integer - extract(year FROM of.first_on)::integer) % 2 = 0)) OR NEW.starts_on < of.first_on OR NEW.starts_on > of.last_on THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'period_of_measure', MESSAGE = 'This is not a period of the measure.';\n                END IF;\n                NEW.ends_on := NEW.starts_on + make_interval(months => (CASE of.frequency WHEN 'monthly' THEN 1 WHEN 'quarterly' THEN 3 ELSE 12 END)) - interval '1 day';\n                RETURN NEW;\n            ",
                    hash="4ad6471b63273eaacd7c5789cd45b4ee5bc182ab",
                    operation="INSERT",
                    pgid="pgtrigger_period_of_measure_b6cbc",
                    table="priorities_measurevalue",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurevalue",
            trigger=pgtrigger.compiler.Trigger(
                name="ratio_makes_value",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE of priorities_measure%ROWTYPE;",
                    func="\n                SELECT * INTO of FROM priorities_measure WHERE id = NEW.measure_id;\n                IF NEW.denominator > 0 AND (\n                    of.per IS NULL\n                    OR NEW.value IS DISTINCT FROM round(NEW.numerator * of.per / NEW.denominator, of.precision)\n                ) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'ratio_makes_value', MESSAGE = 'The value is not what its numerator and denominator make.';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="3dbe88beb5dffe92411d947d798252c4180520db",
                    operation="INSERT",
                    pgid="pgtrigger_ratio_makes_value_7f510",
                    table="priorities_measurevalue",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurevalue",
            trigger=pgtrigger.compiler.Trigger(
                name="next_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                PERFORM FROM priorities_measure WHERE id = NEW.measure_id FOR NO KEY UPDATE;\n                NEW.revision := 1 + (\n                    SELECT count(*) FROM priorities_measurevalue WHERE measure_id = NEW.measure_id AND starts_on = NEW.starts_on\n                );\n                NEW.is_current := true;\n                IF NEW.revision > 1 AND NEW.reason !~ '\\S' THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'value_revised_with_reason', MESSAGE = 'Say why it is revised.';\n                END IF;\n                UPDATE priorities_measurevalue SET is_current = false\n                 WHERE measure_id = NEW.measure_id AND starts_on = NEW.starts_on AND is_current;\n                RETURN NEW;\n            ",
                    hash="7f8229346639a873b67f880f46f12c180fc7e8e8",
                    operation="INSERT",
                    pgid="pgtrigger_next_revision_44bef",
                    table="priorities_measurevalue",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurevalue",
            trigger=pgtrigger.compiler.Trigger(
                name="value_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."denominator" IS DISTINCT FROM (NEW."denominator") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."is_provisional" IS DISTINCT FROM (NEW."is_provisional") OR OLD."measure_id" IS DISTINCT FROM (NEW."measure_id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."numerator" IS DISTINCT FROM (NEW."numerator") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."recorded_on" IS DISTINCT FROM (NEW."recorded_on") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."value" IS DISTINCT FROM (NEW."value"))',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'value_kept', MESSAGE = 'A value stays as it was recorded. Revise it with a reason.';",
                    hash="18df5aa126c180afb22bba1daed8e0af2d24a459",
                    operation="UPDATE",
                    pgid="pgtrigger_value_kept_b31d8",
                    table="priorities_measurevalue",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurevalue",
            trigger=pgtrigger.compiler.Trigger(
                name="value_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'value_never_deleted', MESSAGE = 'A value is never deleted. Revise it with a reason.';",
                    hash="1362e98945e5909d17b6daabcee8d4e5acd24bec",
                    operation="DELETE",
                    pgid="pgtrigger_value_never_deleted_d7d70",
                    table="priorities_measurevalue",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurevalue",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_measurevalueevent" ("denominator", "ends_on", "id", "is_current", "is_provisional", "measure_id", "note", "numerator", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "recorded_on", "revision", "starts_on", "state", "value") VALUES (NEW."denominator", NEW."ends_on", NEW."id", NEW."is_current", NEW."is_provisional", NEW."measure_id", NEW."note", NEW."numerator", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."recorded_on", NEW."revision", NEW."starts_on", NEW."state", NEW."value"); RETURN NULL;',
                    hash="3896de3f067ee0de9d8500a3606c6c9d83fab1f4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_01ba6",
                    table="priorities_measurevalue",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurevalue",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "priorities_measurevalueevent" ("denominator", "ends_on", "id", "is_current", "is_provisional", "measure_id", "note", "numerator", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "recorded_on", "revision", "starts_on", "state", "value") VALUES (NEW."denominator", NEW."ends_on", NEW."id", NEW."is_current", NEW."is_provisional", NEW."measure_id", NEW."note", NEW."numerator", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."recorded_on", NEW."revision", NEW."starts_on", NEW."state", NEW."value"); RETURN NULL;',
                    hash="d4405983c532c7e4931474a21f19013aa5aa3120",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e1827",
                    table="priorities_measurevalue",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurevalue",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_measurevalueevent" ("denominator", "ends_on", "id", "is_current", "is_provisional", "measure_id", "note", "numerator", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "recorded_on", "revision", "starts_on", "state", "value") VALUES (OLD."denominator", OLD."ends_on", OLD."id", OLD."is_current", OLD."is_provisional", OLD."measure_id", OLD."note", OLD."numerator", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."reason", OLD."recorded_at", OLD."recorded_by_id", OLD."recorded_on", OLD."revision", OLD."starts_on", OLD."state", OLD."value"); RETURN NULL;',
                    hash="a9eb815c1b3e5d419422d8cd35224e4755712f84",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_75114",
                    table="priorities_measurevalue",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurevalue",
            trigger=pgtrigger.compiler.Trigger(
                name="newest_is_current",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_current" IS DISTINCT FROM (NEW."is_current"))',
                    func="\n                IF pg_trigger_depth() = 1 THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'value_newest_is_current', MESSAGE = 'The newest revision is the current one.';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="dbd6afac1a71ba2fb37e1e8535d637e4d51f2963",
                    operation="UPDATE",
                    pgid="pgtrigger_newest_is_current_e04a7",
                    table="priorities_measurevalue",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="measurevalueevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2ea59969d128348bdb12ad2ab68d17beb9157aa8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8df0c",
                    table="priorities_measurevalueevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="measure",
            trigger=pgtrigger.compiler.Trigger(
                name="searched",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'DELETE' THEN\n                DELETE FROM careplan_searchrow WHERE kind = 'measure' AND row_id = OLD.id;\n                RETURN NULL;\n            END IF;\n            INSERT INTO careplan_searchrow AS found (kind, row_id, words) VALUES ('measure', NEW.id, careplan_searched(concat_ws(' ', NEW.name, NEW.framework, NEW.code, NEW.later_code), NEW.definition))\n            ON CONFLICT (kind, row_id) DO UPDATE SET words = excluded.words WHERE found.words <> excluded.words;\n            RETURN NULL;\n        ",
                    hash="5f922f0896a856957e395569265f396dbed8d595",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_searched_34f0d",
                    table="priorities_measure",
                    when="AFTER",
                ),
            ),
        ),
    ]
    operations = together(operations)
