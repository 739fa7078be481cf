from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from careplan.operations import AddTrigger, RemoveTrigger, together


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0004_not_for_publication"),
    ]

    operations = [
        RemoveTrigger(
            model_name="commitment",
            name="insert_insert",
        ),
        RemoveTrigger(
            model_name="commitment",
            name="update_update",
        ),
        RemoveTrigger(
            model_name="commitment",
            name="delete_delete",
        ),
        RemoveTrigger(
            model_name="contact",
            name="insert_insert",
        ),
        RemoveTrigger(
            model_name="contact",
            name="update_update",
        ),
        RemoveTrigger(
            model_name="contact",
            name="delete_delete",
        ),
        RemoveTrigger(
            model_name="contribution",
            name="insert_insert",
        ),
        RemoveTrigger(
            model_name="contribution",
            name="update_update",
        ),
        RemoveTrigger(
            model_name="contribution",
            name="delete_delete",
        ),
        RemoveTrigger(
            model_name="decision",
            name="insert_insert",
        ),
        RemoveTrigger(
            model_name="decision",
            name="update_update",
        ),
        RemoveTrigger(
            model_name="decision",
            name="delete_delete",
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("increase", "Increase"),
                            ("decrease", "Decrease"),
                            ("extension", "No-cost extension"),
                            ("funder", "Change of funder to its successor"),
                        ],
                        max_length=9,
                    ),
                ),
                ("agreed_on", models.DateField()),
                (
                    "change",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Below zero for a decrease",
                        max_digits=14,
                        null=True,
                        verbose_name="change of the total in pounds",
                    ),
                ),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="new last day")),
                ("previous_ends_on", models.DateField(blank=True, null=True, verbose_name="last day before")),
                ("reason", models.TextField()),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="amendments", to="partners.commitment"
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        blank=True,
                        help_text="The share in pounds that changes, or the funder that is succeeded",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="partners.contribution",
                        verbose_name="whose share",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="partners.decision",
                    ),
                ),
                (
                    "passed_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions_taken_over",
                        to="partners.organisation",
                        verbose_name="successor",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments_recorded",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["agreed_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("change__isnull", False),
                                ("ends_on__isnull", True),
                                ("passed_to__isnull", True),
                                models.Q(
                                    models.Q(("change__gt", 0), ("kind", "increase")),
                                    models.Q(("change__lt", 0), ("kind", "decrease")),
                                    _connector="OR",
                                ),
                            ),
                            models.Q(
                                ("change__isnull", True),
                                ("ends_on__isnull", False),
                                ("kind", "extension"),
                                ("passed_to__isnull", True),
                            ),
                            models.Q(
                                ("change__isnull", True),
                                ("contribution__isnull", False),
                                ("ends_on__isnull", True),
                                ("kind", "funder"),
                                ("passed_to__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="amendment_by_kind",
                        violation_error_message="Say what the amendment changes: the sum, the last day or the funder.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("change__isnull", True), ("change__range", (-999999999999, 999999999999)), _connector="OR"
                        ),
                        name="amendment_change_is_a_sum",
                        violation_error_message="Give the change as a sum of money.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "\\S")),
                        name="amendment_says_why",
                        violation_error_message="Say why the terms were changed.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("closed_on", models.DateField()),
                ("closed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("note", models.TextField(blank=True)),
                (
                    "written_off",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Paid money that stays unaccounted for",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                        verbose_name="written off in pounds",
                    ),
                ),
                ("written_off_because", models.TextField(blank=True, verbose_name="why it is written off")),
                ("reopened_on", models.DateField(blank=True, null=True)),
                ("reopened_at", models.DateTimeField(blank=True, null=True)),
                ("reopened_because", models.TextField(blank=True, verbose_name="why it was reopened")),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closures",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="closures", to="partners.commitment"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closures",
                        to="partners.decision",
                    ),
                ),
                (
                    "reopened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closures_reopened",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["closed_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("reopened_on__isnull", True)),
                        fields=("commitment",),
                        name="closure_once",
                        violation_error_message="This commitment is closed already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("written_off__isnull", True), ("written_off_because", "")),
                            models.Q(
                                ("decision__isnull", False),
                                ("written_off__isnull", False),
                                ("written_off__range", (0, 999999999999)),
                                ("written_off_because__regex", "\\S"),
                            ),
                            _connector="OR",
                        ),
                        name="closure_write_off_decided",
                        violation_error_message="What is written off needs a reason and a decision.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reopened_at__isnull", True), ("reopened_because", ""), ("reopened_on__isnull", True)
                            ),
                            models.Q(
                                ("reopened_at__isnull", False),
                                ("reopened_on__isnull", False),
                                ("reopened_because__regex", "\\S"),
                            ),
                            _connector="OR",
                        ),
                        name="closure_reopened_with_reason",
                        violation_error_message="Say why the commitment is reopened.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Condition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("report", "Report due"),
                            ("review", "Review"),
                            ("end", "End of an agreement"),
                            ("other", "Other condition"),
                        ],
                        max_length=6,
                    ),
                ),
                ("words", models.CharField(max_length=300, verbose_name="what is to happen")),
                ("due_on", models.DateField(verbose_name="due on")),
                ("met_on", models.DateField(blank=True, null=True, verbose_name="met on")),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="conditions", to="partners.commitment"
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words__regex", "\\S")),
                        name="condition_said",
                        violation_error_message="Say what is to happen.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExitAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("continues", "Somebody carries on paying"),
                            ("stops", "Nobody does: what it paid for stops"),
                            ("undecided", "Not decided yet"),
                        ],
                        max_length=9,
                    ),
                ),
                ("decide_by", models.DateField(blank=True, null=True, verbose_name="to be decided by")),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="in words")),
                ("answered_on", models.DateField()),
                ("answered_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exit_answers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exit_answers",
                        to="partners.commitment",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exit_answers",
                        to="partners.decision",
                    ),
                ),
                (
                    "payer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exits_taken_over",
                        to="partners.organisation",
                        verbose_name="who carries on paying",
                    ),
                ),
            ],
            options={
                "ordering": ["answered_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decide_by__isnull", True), ("outcome", "continues"), ("payer__isnull", False)),
                            models.Q(("decide_by__isnull", True), ("outcome", "stops"), ("payer__isnull", True)),
                            models.Q(("decide_by__isnull", False), ("outcome", "undecided"), ("payer__isnull", True)),
                            _connector="OR",
                        ),
                        name="exit_answer_by_outcome",
                        violation_error_message="Say who carries on paying, or by when it is decided.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Instalment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField(verbose_name="due on")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                        verbose_name="amount in pounds",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="instalments",
                        to="partners.commitment",
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty where it is not agreed which funder pays it",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="instalments",
                        to="partners.contribution",
                        verbose_name="whose share",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gt", 0),
                            models.Q(
                                ("amount__isnull", True),
                                ("amount__range", (0, Decimal("999999999999.99"))),
                                _connector="OR",
                            ),
                        ),
                        name="instalment_above_zero",
                        violation_error_message="An instalment is more than zero.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="address before")),
                ("name", models.CharField(max_length=200, verbose_name="name of the record that went")),
                ("reason", models.TextField(verbose_name="how it is known that they are one")),
                (
                    "moved",
                    models.JSONField(
                        default=list,
                        help_text="Names of tables, each with the number of rows",
                        verbose_name="what was moved",
                    ),
                ),
                ("merged_on", models.DateField()),
                ("merged_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="partners.organisation"
                    ),
                ),
                (
                    "merged_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["merged_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "\\S")),
                        name="merge_says_why",
                        violation_error_message="Say how it is known that they are one organisation.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Return",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "as_at",
                    models.DateField(help_text="The last day that the figures cover", verbose_name="spent up to"),
                ),
                ("received_on", models.DateField()),
                (
                    "spent",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                        verbose_name="spent to date in pounds",
                    ),
                ),
                (
                    "forecast",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="What the recipient expects to spend in all",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                        verbose_name="forecast in pounds",
                    ),
                ),
                ("is_final", models.BooleanField(default=False, verbose_name="final return")),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        help_text="For example accounts or invoices",
                        max_length=300,
                        verbose_name="what the figures rest on",
                    ),
                ),
                ("evidence_url", models.URLField(blank=True, max_length=500, verbose_name="link")),
                ("words", models.TextField(blank=True, verbose_name="what the money did")),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_because", models.TextField(blank=True)),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="partners.commitment"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns_recorded",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns_withdrawn",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["as_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("spent__isnull", True),
                                ("spent__range", (0, Decimal("999999999999.99"))),
                                _connector="OR",
                            ),
                            models.Q(
                                ("forecast__isnull", True),
                                ("forecast__range", (0, Decimal("999999999999.99"))),
                                _connector="OR",
                            ),
                        ),
                        name="return_not_negative",
                        violation_error_message="What is spent or expected cannot be below zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_on__gte", models.F("as_at"))),
                        name="return_received_afterwards",
                        violation_error_message="A return cannot come before the day that its figures cover.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_final", False),
                            ("evidence__regex", "\\S"),
                            ("evidence_url__regex", "\\S"),
                            _connector="OR",
                        ),
                        name="final_return_has_evidence",
                        violation_error_message="A final return says what its figures rest on.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_because", ""),
                                ("withdrawn_by__isnull", True),
                            ),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_because__regex", "\\S")),
                            _connector="OR",
                        ),
                        name="return_withdrawn_with_reason",
                        violation_error_message="Say why the return is withdrawn.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AmendmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("increase", "Increase"),
                            ("decrease", "Decrease"),
                            ("extension", "No-cost extension"),
                            ("funder", "Change of funder to its successor"),
                        ],
                        max_length=9,
                    ),
                ),
                ("agreed_on", models.DateField()),
                (
                    "change",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Below zero for a decrease",
                        max_digits=14,
                        null=True,
                        verbose_name="change of the total in pounds",
                    ),
                ),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="new last day")),
                ("previous_ends_on", models.DateField(blank=True, null=True, verbose_name="last day before")),
                ("reason", models.TextField()),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "commitment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.commitment",
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The share in pounds that changes, or the funder that is succeeded",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.contribution",
                        verbose_name="whose share",
                    ),
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
                    "passed_to",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.organisation",
                        verbose_name="successor",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="partners.amendment",
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
            name="ClosureEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("closed_on", models.DateField()),
                ("closed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("note", models.TextField(blank=True)),
                (
                    "written_off",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Paid money that stays unaccounted for",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                        verbose_name="written off in pounds",
                    ),
                ),
                ("written_off_because", models.TextField(blank=True, verbose_name="why it is written off")),
                ("reopened_on", models.DateField(blank=True, null=True)),
                ("reopened_at", models.DateTimeField(blank=True, null=True)),
                ("reopened_because", models.TextField(blank=True, verbose_name="why it was reopened")),
                (
                    "closed_by",
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
                    "commitment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.commitment",
                    ),
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="partners.closure",
                    ),
                ),
                (
                    "reopened_by",
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
            name="ConditionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("report", "Report due"),
                            ("review", "Review"),
                            ("end", "End of an agreement"),
                            ("other", "Other condition"),
                        ],
                        max_length=6,
                    ),
                ),
                ("words", models.CharField(max_length=300, verbose_name="what is to happen")),
                ("due_on", models.DateField(verbose_name="due on")),
                ("met_on", models.DateField(blank=True, null=True, verbose_name="met on")),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "commitment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.commitment",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="partners.condition",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ExitAnswerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("continues", "Somebody carries on paying"),
                            ("stops", "Nobody does: what it paid for stops"),
                            ("undecided", "Not decided yet"),
                        ],
                        max_length=9,
                    ),
                ),
                ("decide_by", models.DateField(blank=True, null=True, verbose_name="to be decided by")),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="in words")),
                ("answered_on", models.DateField()),
                ("answered_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "answered_by",
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
                    "commitment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.commitment",
                    ),
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
                    "payer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.organisation",
                        verbose_name="who carries on paying",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="partners.exitanswer",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InstalmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("due_on", models.DateField(verbose_name="due on")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                        verbose_name="amount in pounds",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "commitment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.commitment",
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty where it is not agreed which funder pays it",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.contribution",
                        verbose_name="whose share",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="partners.instalment",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MergeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("slug", models.SlugField(db_index=False, max_length=80, verbose_name="address before")),
                ("name", models.CharField(max_length=200, verbose_name="name of the record that went")),
                ("reason", models.TextField(verbose_name="how it is known that they are one")),
                (
                    "moved",
                    models.JSONField(
                        default=list,
                        help_text="Names of tables, each with the number of rows",
                        verbose_name="what was moved",
                    ),
                ),
                ("merged_on", models.DateField()),
                ("merged_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "kept",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.organisation",
                    ),
                ),
                (
                    "merged_by",
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
                        to="partners.merge",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("paid_on", models.DateField()),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                        verbose_name="amount in pounds, net of VAT that can be recovered",
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=80, verbose_name="transaction reference")),
                ("note", models.CharField(blank=True, max_length=300)),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="payments", to="partners.commitment"
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        blank=True,
                        help_text="Follows from the payer where only one funder's share can be meant",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="partners.contribution",
                        verbose_name="whose share",
                    ),
                ),
                (
                    "instalment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="partners.instalment",
                    ),
                ),
                (
                    "payer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments_made",
                        to="partners.organisation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments_recorded",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reverses",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversals",
                        to="partners.payment",
                    ),
                ),
            ],
            options={
                "ordering": ["paid_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gt", 0),
                            models.Q(
                                ("amount__isnull", True),
                                ("amount__range", (0, Decimal("999999999999.99"))),
                                _connector="OR",
                            ),
                        ),
                        name="payment_above_zero",
                        violation_error_message="A payment is more than zero. Money that comes back is a reversal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reverses__isnull", True), ("note__regex", "\\S"), _connector="OR"),
                        name="reversal_says_why",
                        violation_error_message="Say why the money came back.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReturnEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "as_at",
                    models.DateField(help_text="The last day that the figures cover", verbose_name="spent up to"),
                ),
                ("received_on", models.DateField()),
                (
                    "spent",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                        verbose_name="spent to date in pounds",
                    ),
                ),
                (
                    "forecast",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="What the recipient expects to spend in all",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                        verbose_name="forecast in pounds",
                    ),
                ),
                ("is_final", models.BooleanField(default=False, verbose_name="final return")),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        help_text="For example accounts or invoices",
                        max_length=300,
                        verbose_name="what the figures rest on",
                    ),
                ),
                ("evidence_url", models.URLField(blank=True, max_length=500, verbose_name="link")),
                ("words", models.TextField(blank=True, verbose_name="what the money did")),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_because", models.TextField(blank=True)),
                (
                    "commitment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.commitment",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="partners.return",
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
                (
                    "withdrawn_by",
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
            name="PaymentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("paid_on", models.DateField()),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                        verbose_name="amount in pounds, net of VAT that can be recovered",
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=80, verbose_name="transaction reference")),
                ("note", models.CharField(blank=True, max_length=300)),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "commitment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.commitment",
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Follows from the payer where only one funder's share can be meant",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.contribution",
                        verbose_name="whose share",
                    ),
                ),
                (
                    "instalment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.instalment",
                    ),
                ),
                (
                    "payer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.organisation",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="partners.payment",
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
                (
                    "reverses",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.payment",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="commitment",
            name="closed_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="closed out on"),
        ),
        migrations.AddField(
            model_name="commitment",
            name="department",
            field=models.CharField(
                blank=True, help_text="The department of the council that awards the money", max_length=120
            ),
        ),
        migrations.AddField(
            model_name="commitment",
            name="looked_after_by",
            field=models.ForeignKey(
                blank=True,
                help_text="Who is asked about it; without anybody, every plan manager is",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commitments_looked_after",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="commitmentevent",
            name="closed_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="closed out on"),
        ),
        migrations.AddField(
            model_name="commitmentevent",
            name="department",
            field=models.CharField(
                blank=True, help_text="The department of the council that awards the money", max_length=120
            ),
        ),
        migrations.AddField(
            model_name="commitmentevent",
            name="looked_after_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Who is asked about it; without anybody, every plan manager is",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="erased_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="personal details erased on"),
        ),
        migrations.AddField(
            model_name="contactevent",
            name="erased_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="personal details erased on"),
        ),
        migrations.AddField(
            model_name="contribution",
            name="passed_to",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="Set by an amendment; the funder stays the one that promised it",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contributions_passed_to",
                to="partners.organisation",
                verbose_name="successor that pays it now",
            ),
        ),
        migrations.AddField(
            model_name="contributionevent",
            name="passed_to",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                help_text="Set by an amendment; the funder stays the one that promised it",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="partners.organisation",
                verbose_name="successor that pays it now",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="lead_role",
            field=models.CharField(
                blank=True,
                help_text="The role, not the person's name",
                max_length=120,
                verbose_name="lead member or director",
            ),
        ),
        migrations.AddField(
            model_name="decisionevent",
            name="lead_role",
            field=models.CharField(
                blank=True,
                help_text="The role, not the person's name",
                max_length=120,
                verbose_name="lead member or director",
            ),
        ),
        AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="terms_by_amendment",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on"))',
                    func="\n                IF pg_trigger_depth() = 1 AND (\n                    NEW.amount IS DISTINCT FROM OLD.amount AND EXISTS (\n                        SELECT FROM partners_amendment WHERE commitment_id = NEW.id AND change IS NOT NULL\n                    )\n                    OR NEW.ends_on IS DISTINCT FROM OLD.ends_on AND EXISTS (\n                        SELECT FROM partners_amendment WHERE commitment_id = NEW.id AND kind = 'extension'\n                    )\n                ) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'commitment_terms_by_amendment', MESSAGE = 'The terms have been amended. Add another amendment.';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="24e169acea3baace40ad22ec7e456b0167deea33",
                    operation='UPDATE OF "amount", "ends_on"',
                    pgid="pgtrigger_terms_by_amendment_68b7b",
                    table="partners_commitment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="paid_within_agreed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF NEW.qualifier IN ('exact', 'up_to') AND NOT NEW.is_recurring AND NEW.amount < (\n                    SELECT sum(CASE WHEN reverses_id IS NULL THEN amount ELSE -amount END) FROM partners_payment WHERE commitment_id = NEW.id\n                ) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'commitment_paid_within_agreed', MESSAGE = 'More than this total is paid already.';\n                END IF;\n                RETURN NULL;\n            ",
                    hash="487c82ce2c20354d1a33217fa01f5e99ed764422",
                    operation='UPDATE OF "amount", "qualifier", "is_recurring"',
                    pgid="pgtrigger_paid_within_agreed_4a6b8",
                    table="partners_commitment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="instalments_within_total",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    declare="DECLARE total numeric;",
                    func="\n                SELECT amount INTO total FROM partners_commitment\n                 WHERE id = NEW.id AND qualifier IN ('exact', 'up_to') AND NOT is_recurring FOR NO KEY UPDATE;\n                IF total < (SELECT sum(amount) FROM partners_instalment WHERE commitment_id = NEW.id) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'instalments_within_total', MESSAGE = 'The instalments come to more than the total.';\n                END IF;\n                RETURN NULL;\n            ",
                    hash="1875d4fddf2b53908e8a9a577f96ee061269f968",
                    operation='UPDATE OF "amount", "qualifier", "is_recurring"',
                    pgid="pgtrigger_instalments_within_total_91c10",
                    table="partners_commitment",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."is_recurring" IS DISTINCT FROM (NEW."is_recurring") OR OLD."qualifier" IS DISTINCT FROM (NEW."qualifier") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on"))',
                    func="\n            IF OLD.closed_on IS NOT NULL THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_commitment_stays', MESSAGE = 'This commitment is closed. Reopen it with a reason first.';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="d26a8043ec31a3f69896ad5c0602a7f21badcf36",
                    operation="UPDATE",
                    pgid="pgtrigger_closed_stays_5ebf4",
                    table="partners_commitment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_commitmentevent" ("amount", "announced_on", "awarded_on", "closed_on", "decision_id", "department", "ends_on", "financial_years", "held_by_id", "id", "is_recurring", "is_withheld", "kind", "looked_after_by_id", "note", "period_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "recipient_id", "reference", "share_rule", "source_id", "starts_on", "title", "wider_aims") VALUES (NEW."amount", NEW."announced_on", NEW."awarded_on", NEW."closed_on", NEW."decision_id", NEW."department", NEW."ends_on", NEW."financial_years", NEW."held_by_id", NEW."id", NEW."is_recurring", NEW."is_withheld", NEW."kind", NEW."looked_after_by_id", NEW."note", NEW."period_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."qualifier", NEW."recipient_id", NEW."reference", NEW."share_rule", NEW."source_id", NEW."starts_on", NEW."title", NEW."wider_aims"); RETURN NULL;',
                    hash="84e2f1ad7a0e3a4169dfa9dd6b11153516706ad5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f7425",
                    table="partners_commitment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."announced_on" IS DISTINCT FROM (NEW."announced_on") OR OLD."awarded_on" IS DISTINCT FROM (NEW."awarded_on") OR OLD."closed_on" IS DISTINCT FROM (NEW."closed_on") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."department" IS DISTINCT FROM (NEW."department") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."financial_years" IS DISTINCT FROM (NEW."financial_years") OR OLD."held_by_id" IS DISTINCT FROM (NEW."held_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_recurring" IS DISTINCT FROM (NEW."is_recurring") OR OLD."is_withheld" IS DISTINCT FROM (NEW."is_withheld") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."looked_after_by_id" IS DISTINCT FROM (NEW."looked_after_by_id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."period_note" IS DISTINCT FROM (NEW."period_note") OR OLD."qualifier" IS DISTINCT FROM (NEW."qualifier") OR OLD."recipient_id" IS DISTINCT FROM (NEW."recipient_id") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."share_rule" IS DISTINCT FROM (NEW."share_rule") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."wider_aims" IS DISTINCT FROM (NEW."wider_aims"))',
                    func='INSERT INTO "partners_commitmentevent" ("amount", "announced_on", "awarded_on", "closed_on", "decision_id", "department", "ends_on", "financial_years", "held_by_id", "id", "is_recurring", "is_withheld", "kind", "looked_after_by_id", "note", "period_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "recipient_id", "reference", "share_rule", "source_id", "starts_on", "title", "wider_aims") VALUES (NEW."amount", NEW."announced_on", NEW."awarded_on", NEW."closed_on", NEW."decision_id", NEW."department", NEW."ends_on", NEW."financial_years", NEW."held_by_id", NEW."id", NEW."is_recurring", NEW."is_withheld", NEW."kind", NEW."looked_after_by_id", NEW."note", NEW."period_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."qualifier", NEW."recipient_id", NEW."reference", NEW."share_rule", NEW."source_id", NEW."starts_on", NEW."title", NEW."wider_aims"); RETURN NULL;',
                    hash="17a653f99a13fa539963bdf00f485c4a6a301e91",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3fd69",
                    table="partners_commitment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_commitmentevent" ("amount", "announced_on", "awarded_on", "closed_on", "decision_id", "department", "ends_on", "financial_years", "held_by_id", "id", "is_recurring", "is_withheld", "kind", "looked_after_by_id", "note", "period_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "recipient_id", "reference", "share_rule", "source_id", "starts_on", "title", "wider_aims") VALUES (OLD."amount", OLD."announced_on", OLD."awarded_on", OLD."closed_on", OLD."decision_id", OLD."department", OLD."ends_on", OLD."financial_years", OLD."held_by_id", OLD."id", OLD."is_recurring", OLD."is_withheld", OLD."kind", OLD."looked_after_by_id", OLD."note", OLD."period_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."qualifier", OLD."recipient_id", OLD."reference", OLD."share_rule", OLD."source_id", OLD."starts_on", OLD."title", OLD."wider_aims"); RETURN NULL;',
                    hash="58e4fee573f16f779f1c5e2c267d19b7242c4673",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c50f6",
                    table="partners_commitment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_by_closure",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF NEW.closed_on IS DISTINCT FROM (SELECT closed_on FROM partners_closure WHERE commitment_id = NEW.id AND reopened_on IS NULL) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'commitment_closed_by_closure', MESSAGE = 'A commitment is closed by its close-out, and opened by reopening that.';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="3555f48df36193da8c6cf0f4a5db7a01b6984654",
                    operation='INSERT OR UPDATE OF "closed_on"',
                    pgid="pgtrigger_closed_by_closure_fe143",
                    table="partners_commitment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_contactevent" ("erased_on", "id", "known_on", "known_precision", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "source_id") VALUES (NEW."erased_on", NEW."id", NEW."known_on", NEW."known_precision", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."role", NEW."source_id"); RETURN NULL;',
                    hash="5968f57937ba5acbd2a6d91dd69aac71d41f7a5d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0e407",
                    table="partners_contact",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."erased_on" IS DISTINCT FROM (NEW."erased_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."known_on" IS DISTINCT FROM (NEW."known_on") OR OLD."known_precision" IS DISTINCT FROM (NEW."known_precision") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id"))',
                    func='INSERT INTO "partners_contactevent" ("erased_on", "id", "known_on", "known_precision", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "source_id") VALUES (NEW."erased_on", NEW."id", NEW."known_on", NEW."known_precision", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."role", NEW."source_id"); RETURN NULL;',
                    hash="602694c93959c1547d56ed67dae0667f15357724",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8aa2f",
                    table="partners_contact",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_contactevent" ("erased_on", "id", "known_on", "known_precision", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "source_id") VALUES (OLD."erased_on", OLD."id", OLD."known_on", OLD."known_precision", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."role", OLD."source_id"); RETURN NULL;',
                    hash="4dd0f010cfa5f12ef3060402b653bec802f7d907",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c013c",
                    table="partners_contact",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="contribution",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_contributionevent" ("amount", "basis", "commitment_id", "funder_id", "id", "mechanism", "note", "passed_to_id", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."amount", NEW."basis", NEW."commitment_id", NEW."funder_id", NEW."id", NEW."mechanism", NEW."note", NEW."passed_to_id", NEW."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="da5706bde0e6e3af96bef6958a7bcc94df638efc",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d2824",
                    table="partners_contribution",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="contribution",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partners_contributionevent" ("amount", "basis", "commitment_id", "funder_id", "id", "mechanism", "note", "passed_to_id", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."amount", NEW."basis", NEW."commitment_id", NEW."funder_id", NEW."id", NEW."mechanism", NEW."note", NEW."passed_to_id", NEW."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id"); RETURN NULL;',
                    hash="e6ad923607ed1ec38e0657fa76a5753b66575fd8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b8949",
                    table="partners_contribution",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="contribution",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_contributionevent" ("amount", "basis", "commitment_id", "funder_id", "id", "mechanism", "note", "passed_to_id", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."amount", OLD."basis", OLD."commitment_id", OLD."funder_id", OLD."id", OLD."mechanism", OLD."note", OLD."passed_to_id", OLD."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="a762909d36db2d3546dbdae2626d3b9b36799dda",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_cfd53",
                    table="partners_contribution",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_decisionevent" ("body", "decided_on", "delegated_to_role", "effective_on", "id", "is_key", "is_subject_to_call_in", "lead_role", "note", "organisation_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "reference", "requested", "source_id", "url") VALUES (NEW."body", NEW."decided_on", NEW."delegated_to_role", NEW."effective_on", NEW."id", NEW."is_key", NEW."is_subject_to_call_in", NEW."lead_role", NEW."note", NEW."organisation_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."published_on", NEW."reference", NEW."requested", NEW."source_id", NEW."url"); RETURN NULL;',
                    hash="85053f5abd9443b5a50c3a6738e2e45f22d699a1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5e8c3",
                    table="partners_decision",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partners_decisionevent" ("body", "decided_on", "delegated_to_role", "effective_on", "id", "is_key", "is_subject_to_call_in", "lead_role", "note", "organisation_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "reference", "requested", "source_id", "url") VALUES (NEW."body", NEW."decided_on", NEW."delegated_to_role", NEW."effective_on", NEW."id", NEW."is_key", NEW."is_subject_to_call_in", NEW."lead_role", NEW."note", NEW."organisation_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."published_on", NEW."reference", NEW."requested", NEW."source_id", NEW."url"); RETURN NULL;',
                    hash="fafb424c5dc7a4d64c2ccb5c2267cbf1c349dc4e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_72fb5",
                    table="partners_decision",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_decisionevent" ("body", "decided_on", "delegated_to_role", "effective_on", "id", "is_key", "is_subject_to_call_in", "lead_role", "note", "organisation_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "reference", "requested", "source_id", "url") VALUES (OLD."body", OLD."decided_on", OLD."delegated_to_role", OLD."effective_on", OLD."id", OLD."is_key", OLD."is_subject_to_call_in", OLD."lead_role", OLD."note", OLD."organisation_id", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."published_on", OLD."reference", OLD."requested", OLD."source_id", OLD."url"); RETURN NULL;',
                    hash="a440c2c26059c1af5dda37a64f799d99899577fa",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_bad13",
                    table="partners_decision",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="amendment",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_commitment",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE partners_commitment SET version = version WHERE id = OLD.commitment_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.commitment_id IS DISTINCT FROM OLD.commitment_id) THEN\n                    UPDATE partners_commitment SET version = version WHERE id = NEW.commitment_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="bae201602c400fa5fc6b2301f6bcf283cbba66cb",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_commitment_b4a7c",
                    table="partners_amendment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="amendment",
            trigger=pgtrigger.compiler.Trigger(
                name="amendment_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."agreed_on" IS DISTINCT FROM (NEW."agreed_on") OR OLD."change" IS DISTINCT FROM (NEW."change") OR OLD."commitment_id" IS DISTINCT FROM (NEW."commitment_id") OR OLD."contribution_id" IS DISTINCT FROM (NEW."contribution_id") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."passed_to_id" IS DISTINCT FROM (NEW."passed_to_id") OR OLD."previous_ends_on" IS DISTINCT FROM (NEW."previous_ends_on") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'amendment_kept', MESSAGE = 'An amendment stays as it was agreed. Add another one.';",
                    hash="dca227e3813d2894c554747905e8c1c2459e6797",
                    operation="UPDATE",
                    pgid="pgtrigger_amendment_kept_6edd0",
                    table="partners_amendment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="amendment",
            trigger=pgtrigger.compiler.Trigger(
                name="amendment_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'amendment_never_deleted', MESSAGE = 'An amendment is never deleted. Add another one.';",
                    hash="5c6b4a3e46928c505241bde759338b5a7bdcb13c",
                    operation="DELETE",
                    pgid="pgtrigger_amendment_never_deleted_5d897",
                    table="partners_amendment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="amendment",
            trigger=pgtrigger.compiler.Trigger(
                name="of_open_commitment",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                PERFORM FROM partners_commitment WHERE id = coalesce(NEW.commitment_id, OLD.commitment_id) FOR NO KEY UPDATE;\n                IF EXISTS (SELECT FROM partners_commitment WHERE id = coalesce(NEW.commitment_id, OLD.commitment_id) AND closed_on IS NOT NULL) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'commitment_is_open', MESSAGE = 'This commitment is closed. Reopen it with a reason first.';\n                END IF;\n                RETURN coalesce(NEW, OLD);\n            ",
                    hash="a9567fefaa7155cd1f8ff0575566addf3c618892",
                    operation="INSERT",
                    pgid="pgtrigger_of_open_commitment_1d201",
                    table="partners_amendment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="amendment",
            trigger=pgtrigger.compiler.Trigger(
                name="amendment_applies",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE total numeric; last_day date; payer bigint;",
                    func="\n                SELECT amount, ends_on INTO total, last_day\n                  FROM partners_commitment WHERE id = NEW.commitment_id FOR NO KEY UPDATE;\n                \n        IF NEW.contribution_id IS NOT NULL AND NOT EXISTS (\n            SELECT FROM partners_contribution WHERE id = NEW.contribution_id AND commitment_id = NEW.commitment_id\n        ) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'share_of_own_commitment', MESSAGE = 'Choose a funder of this commitment.';\n        END IF;\n    \n                NEW.previous_ends_on := CASE WHEN NEW.kind = 'extension' THEN last_day END;\n                IF NEW.kind IN ('extension', 'funder') AND EXISTS (\n                    SELECT FROM partners_amendment\n                     WHERE commitment_id = NEW.commitment_id AND kind = NEW.kind AND agreed_on > NEW.agreed_on\n                       AND contribution_id IS NOT DISTINCT FROM NEW.contribution_id\n                ) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'amendment_in_order', MESSAGE = 'One of its kind that was agreed on a later day is recorded already.';\n                END IF;\n                IF NEW.change IS NOT NULL THEN\n                    IF total IS NULL THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'amendment_of_known_total', MESSAGE = 'The total is not published, so it cannot be increased or decreased.'; END IF;\n                    IF NEW.change < 0 AND total + NEW.change < coalesce((\n    SELECT max(later) FROM (\n        SELECT coalesce(sum(change) FILTER (WHERE agreed_on > day), 0) AS later\n          FROM partners_amendment CROSS JOIN (\n              SELECT NEW.agreed_on\n              UNION SELECT agreed_on FROM partners_amendment\n                     WHERE commitment_id = NEW.commitment_id AND agreed_on > NEW.agreed_on\n          ) days(day)\n         WHERE commitment_id = NEW.commitment_id\n         GROUP BY day\n    ) sums\n), 0) THEN\n                        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'amendment_leaves_a_sum', MESSAGE = 'With this decrease, less than nothing would have been agreed on that day or later.';\n                    END IF;\n                    UPDATE partners_commitment SET amount = amount + NEW.change WHERE id = NEW.commitment_id;\n                    UPDATE partners_contribution SET amount = amount + NEW.change\n                     WHERE id = NEW.contribution_id AND amount IS NOT NULL;\n                ELSIF NEW.kind = 'extension' THEN\n                    IF NEW.ends_on <= last_day THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'extension_is_later', MESSAGE = 'The new last day is not after the one that is agreed.'; END IF;\n                    UPDATE partners_commitment SET ends_on = NEW.ends_on WHERE id = NEW.commitment_id;\n                ELSIF NEW.kind = 'funder' THEN\n                    SELECT coalesce(passed_to_id, funder_id) INTO payer\n                      FROM partners_contribution WHERE id = NEW.contribution_id;\n                    IF payer = NEW.passed_to_id OR NOT EXISTS (\n                        \n    WITH RECURSIVE later(id) AS (\n        SELECT payer\n        UNION\n        SELECT s.successor_id FROM partners_succession s\n          JOIN later ON s.predecessor_id = later.id WHERE s.effective_on <= NEW.agreed_on\n    )\n    SELECT FROM later WHERE id = NEW.passed_to_id\n\n                    ) THEN\n                        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'amendment_to_successor', MESSAGE = 'This organisation is not the funder''s successor on that day.';\n                    END IF;\n                    UPDATE partners_contribution SET passed_to_id = NEW.passed_to_id WHERE id = NEW.contribution_id;\n                END IF;\n                RETURN NEW;\n            ",
                    hash="251c32aaf72ab240213a4d093f9425ca10b513fe",
                    operation="INSERT",
                    pgid="pgtrigger_amendment_applies_50eec",
                    table="partners_amendment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="amendment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_amendmentevent" ("agreed_on", "change", "commitment_id", "contribution_id", "decision_id", "ends_on", "id", "kind", "passed_to_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_ends_on", "reason", "recorded_at", "recorded_by_id") VALUES (NEW."agreed_on", NEW."change", NEW."commitment_id", NEW."contribution_id", NEW."decision_id", NEW."ends_on", NEW."id", NEW."kind", NEW."passed_to_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."previous_ends_on", NEW."reason", NEW."recorded_at", NEW."recorded_by_id"); RETURN NULL;',
                    hash="33c21a58ba133e43a1dddcb529a660a1abc260c4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b690e",
                    table="partners_amendment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="amendment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partners_amendmentevent" ("agreed_on", "change", "commitment_id", "contribution_id", "decision_id", "ends_on", "id", "kind", "passed_to_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_ends_on", "reason", "recorded_at", "recorded_by_id") VALUES (NEW."agreed_on", NEW."change", NEW."commitment_id", NEW."contribution_id", NEW."decision_id", NEW."ends_on", NEW."id", NEW."kind", NEW."passed_to_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."previous_ends_on", NEW."reason", NEW."recorded_at", NEW."recorded_by_id"); RETURN NULL;',
                    hash="74ecf442df895b92e5bf2291ec502a1cb0953eee",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fd7cc",
                    table="partners_amendment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="amendment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_amendmentevent" ("agreed_on", "change", "commitment_id", "contribution_id", "decision_id", "ends_on", "id", "kind", "passed_to_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_ends_on", "reason", "recorded_at", "recorded_by_id") VALUES (OLD."agreed_on", OLD."change", OLD."commitment_id", OLD."contribution_id", OLD."decision_id", OLD."ends_on", OLD."id", OLD."kind", OLD."passed_to_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."previous_ends_on", OLD."reason", OLD."recorded_at", OLD."recorded_by_id"); RETURN NULL;',
                    hash="91cae71f57297b9fa407ce482a99254a7e898c45",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e370b",
                    table="partners_amendment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="amendmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="35aa1a7316cf5b8ac1f7372ca17261aa1c64a729",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_52651",
                    table="partners_amendmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="closure",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_commitment",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE partners_commitment SET version = version WHERE id = OLD.commitment_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.commitment_id IS DISTINCT FROM OLD.commitment_id) THEN\n                    UPDATE partners_commitment SET version = version WHERE id = NEW.commitment_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="5725f9163d30e3401099bf11aaea6ac1669d6a44",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_commitment_a6770",
                    table="partners_closure",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="closure",
            trigger=pgtrigger.compiler.Trigger(
                name="closure_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."closed_by_id" IS DISTINCT FROM (NEW."closed_by_id") OR OLD."closed_on" IS DISTINCT FROM (NEW."closed_on") OR OLD."commitment_id" IS DISTINCT FROM (NEW."commitment_id") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."written_off" IS DISTINCT FROM (NEW."written_off") OR OLD."written_off_because" IS DISTINCT FROM (NEW."written_off_because"))',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'closure_kept', MESSAGE = 'A close-out stays as it was. Reopen the commitment with a reason.';",
                    hash="d87d5710a351af489d4b7b13bd0deaa987367a8d",
                    operation="UPDATE",
                    pgid="pgtrigger_closure_kept_a2ecb",
                    table="partners_closure",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="closure",
            trigger=pgtrigger.compiler.Trigger(
                name="closure_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'closure_never_deleted', MESSAGE = 'A close-out is never deleted. Reopen the commitment.';",
                    hash="d7bc88a4b3c565924e7433f7a1428f84fc4d3e9a",
                    operation="DELETE",
                    pgid="pgtrigger_closure_never_deleted_08cd4",
                    table="partners_closure",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="closure",
            trigger=pgtrigger.compiler.Trigger(
                name="closure_accounts",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE last partners_return%ROWTYPE; paid numeric;",
                    func="\n                PERFORM FROM partners_commitment WHERE id = NEW.commitment_id FOR NO KEY UPDATE;\n                SELECT * INTO last FROM partners_return\n                 WHERE commitment_id = NEW.commitment_id AND withdrawn_at IS NULL\n                 ORDER BY as_at DESC, id DESC LIMIT 1;\n                SELECT sum(CASE WHEN reverses_id IS NULL THEN amount ELSE -amount END) INTO paid FROM partners_payment WHERE commitment_id = NEW.commitment_id;\n                IF TG_OP = 'INSERT' AND NEW.written_off IS NULL AND (\n                    EXISTS (\n                        SELECT FROM partners_instalment i WHERE i.commitment_id = NEW.commitment_id AND i.amount > (\n                            SELECT coalesce(sum(CASE WHEN reverses_id IS NULL THEN amount ELSE -amount END), 0) FROM partners_payment WHERE instalment_id = i.id\n                        )\n                    )\n                    OR last.is_final IS DISTINCT FROM true AND paid IS NOT NULL\n                    OR coalesce(last.spent, 0) <> coalesce(paid, 0)\n                ) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'closure_accounts', MESSAGE = 'Instalments are unpaid, paid money is not accounted for, or the final return is missing.';\n                ELSIF TG_OP = 'INSERT' AND NEW.written_off <> coalesce(paid, 0) - coalesce(last.spent, 0) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'closure_writes_off_the_rest', MESSAGE = 'What is written off is the paid money that is not accounted for, no more and no less.';\n                END IF;\n                UPDATE partners_commitment SET closed_on = (SELECT closed_on FROM partners_closure WHERE commitment_id = NEW.commitment_id AND reopened_on IS NULL)\n                 WHERE id = NEW.commitment_id;\n                RETURN NULL;\n            ",
                    hash="4228d1d9a037a1fe844a410155b895c48d6f46f9",
                    operation='INSERT OR UPDATE OF "reopened_on"',
                    pgid="pgtrigger_closure_accounts_8cdcc",
                    table="partners_closure",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="closure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_closureevent" ("closed_at", "closed_by_id", "closed_on", "commitment_id", "decision_id", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reopened_at", "reopened_because", "reopened_by_id", "reopened_on", "written_off", "written_off_because") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."closed_on", NEW."commitment_id", NEW."decision_id", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."reopened_at", NEW."reopened_because", NEW."reopened_by_id", NEW."reopened_on", NEW."written_off", NEW."written_off_because"); RETURN NULL;',
                    hash="7c87b4bdbafd655b57c08cb177af61028e87b1d6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3c9f1",
                    table="partners_closure",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="closure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partners_closureevent" ("closed_at", "closed_by_id", "closed_on", "commitment_id", "decision_id", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reopened_at", "reopened_because", "reopened_by_id", "reopened_on", "written_off", "written_off_because") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."closed_on", NEW."commitment_id", NEW."decision_id", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."reopened_at", NEW."reopened_because", NEW."reopened_by_id", NEW."reopened_on", NEW."written_off", NEW."written_off_because"); RETURN NULL;',
                    hash="6707ec4c45666fba964ec53d6deb9a1dcdcd1271",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_88ed2",
                    table="partners_closure",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="closure",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_closureevent" ("closed_at", "closed_by_id", "closed_on", "commitment_id", "decision_id", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reopened_at", "reopened_because", "reopened_by_id", "reopened_on", "written_off", "written_off_because") VALUES (OLD."closed_at", OLD."closed_by_id", OLD."closed_on", OLD."commitment_id", OLD."decision_id", OLD."id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."reopened_at", OLD."reopened_because", OLD."reopened_by_id", OLD."reopened_on", OLD."written_off", OLD."written_off_because"); RETURN NULL;',
                    hash="5c64c08585d9cc7a53a37f95d1d60e9a9d291be6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c2bca",
                    table="partners_closure",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="closure",
            trigger=pgtrigger.compiler.Trigger(
                name="reopened_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."reopened_on" IS NOT NULL)',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'closure_stays_reopened', MESSAGE = 'This close-out was reopened already. Close the commitment again.';",
                    hash="707747b47fd486f964b15c1f156c3fa1b5b4b769",
                    operation="UPDATE",
                    pgid="pgtrigger_reopened_stays_94eb8",
                    table="partners_closure",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="closureevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="38a6916eea2e2bd7b48da879ad362974970af3ae",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1fb62",
                    table="partners_closureevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="condition",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_commitment",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE partners_commitment SET version = version WHERE id = OLD.commitment_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.commitment_id IS DISTINCT FROM OLD.commitment_id) THEN\n                    UPDATE partners_commitment SET version = version WHERE id = NEW.commitment_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="c9b4f6887842fc73028518b5f106de63fb42e054",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_commitment_3e86d",
                    table="partners_condition",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="condition",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_conditionevent" ("commitment_id", "due_on", "id", "kind", "met_on", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (NEW."commitment_id", NEW."due_on", NEW."id", NEW."kind", NEW."met_on", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."words"); RETURN NULL;',
                    hash="a3ac68b90c35c822484cac2f9b190596452ab797",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_33900",
                    table="partners_condition",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="condition",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partners_conditionevent" ("commitment_id", "due_on", "id", "kind", "met_on", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (NEW."commitment_id", NEW."due_on", NEW."id", NEW."kind", NEW."met_on", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."words"); RETURN NULL;',
                    hash="5dcc15e5b0d9a9d12e1f785d703eeab161ab0acc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_52768",
                    table="partners_condition",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="condition",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_conditionevent" ("commitment_id", "due_on", "id", "kind", "met_on", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (OLD."commitment_id", OLD."due_on", OLD."id", OLD."kind", OLD."met_on", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."words"); RETURN NULL;',
                    hash="d017c59c008a20447eaeb2de757130eb9805c304",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4bf8c",
                    table="partners_condition",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="conditionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ae5b85444ccab19177a2b21ffa2ce336f51ee7c7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_eb07c",
                    table="partners_conditionevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="exitanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_commitment",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE partners_commitment SET version = version WHERE id = OLD.commitment_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.commitment_id IS DISTINCT FROM OLD.commitment_id) THEN\n                    UPDATE partners_commitment SET version = version WHERE id = NEW.commitment_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="3c2401d69dd8393423a3857111055f30a346afd5",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_commitment_775ab",
                    table="partners_exitanswer",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="exitanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="exit_answer_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."answered_by_id" IS DISTINCT FROM (NEW."answered_by_id") OR OLD."answered_on" IS DISTINCT FROM (NEW."answered_on") OR OLD."commitment_id" IS DISTINCT FROM (NEW."commitment_id") OR OLD."decide_by" IS DISTINCT FROM (NEW."decide_by") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."payer_id" IS DISTINCT FROM (NEW."payer_id") OR OLD."words" IS DISTINCT FROM (NEW."words"))',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_answer_kept', MESSAGE = 'An answer stays as it was given. Answer again.';",
                    hash="7a1a7441ad6286a5aa5f3142bffa087a8f5de955",
                    operation="UPDATE",
                    pgid="pgtrigger_exit_answer_kept_5c385",
                    table="partners_exitanswer",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="exitanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="exit_answer_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_answer_never_deleted', MESSAGE = 'An answer is never deleted. Answer again.';",
                    hash="8b4636bb8d88c1246e614a606fcc3a050bac4ec0",
                    operation="DELETE",
                    pgid="pgtrigger_exit_answer_never_deleted_6efa0",
                    table="partners_exitanswer",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="exitanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_exitanswerevent" ("answered_at", "answered_by_id", "answered_on", "commitment_id", "decide_by", "decision_id", "id", "outcome", "payer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."answered_on", NEW."commitment_id", NEW."decide_by", NEW."decision_id", NEW."id", NEW."outcome", NEW."payer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."words"); RETURN NULL;',
                    hash="3657eea365ad25631ab35705391cd88813391c00",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_167cb",
                    table="partners_exitanswer",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="exitanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partners_exitanswerevent" ("answered_at", "answered_by_id", "answered_on", "commitment_id", "decide_by", "decision_id", "id", "outcome", "payer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."answered_on", NEW."commitment_id", NEW."decide_by", NEW."decision_id", NEW."id", NEW."outcome", NEW."payer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."words"); RETURN NULL;',
                    hash="24b9e9ae70f1fa0df52951a2658b1d2c0dc9c87c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_84c4f",
                    table="partners_exitanswer",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="exitanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_exitanswerevent" ("answered_at", "answered_by_id", "answered_on", "commitment_id", "decide_by", "decision_id", "id", "outcome", "payer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (OLD."answered_at", OLD."answered_by_id", OLD."answered_on", OLD."commitment_id", OLD."decide_by", OLD."decision_id", OLD."id", OLD."outcome", OLD."payer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."words"); RETURN NULL;',
                    hash="1d84d8ed717eb71c52516dbdcf175f75a70cd925",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e83a1",
                    table="partners_exitanswer",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="exitanswerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d557374fff4bcc61d4a0678657ed46b6e2c80e2b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_dea60",
                    table="partners_exitanswerevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="instalment",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_commitment",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE partners_commitment SET version = version WHERE id = OLD.commitment_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.commitment_id IS DISTINCT FROM OLD.commitment_id) THEN\n                    UPDATE partners_commitment SET version = version WHERE id = NEW.commitment_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="6b196fb51c0a9318b38e79a6fb2a4f5a0c70b73e",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_commitment_1378e",
                    table="partners_instalment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="instalment",
            trigger=pgtrigger.compiler.Trigger(
                name="instalment_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."commitment_id" IS DISTINCT FROM (NEW."commitment_id"))',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'instalment_stays', MESSAGE = 'An instalment stays with its commitment.';",
                    hash="95651315dc632e1ccb53b3e60b660d253fecd3f1",
                    operation="UPDATE",
                    pgid="pgtrigger_instalment_stays_4b48f",
                    table="partners_instalment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="instalment",
            trigger=pgtrigger.compiler.Trigger(
                name="of_open_commitment",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                PERFORM FROM partners_commitment WHERE id = coalesce(NEW.commitment_id, OLD.commitment_id) FOR NO KEY UPDATE;\n                IF EXISTS (SELECT FROM partners_commitment WHERE id = coalesce(NEW.commitment_id, OLD.commitment_id) AND closed_on IS NOT NULL) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'commitment_is_open', MESSAGE = 'This commitment is closed. Reopen it with a reason first.';\n                END IF;\n                RETURN coalesce(NEW, OLD);\n            ",
                    hash="ebf6abcb34005136d56e819c94157b6e8a4ceb30",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_of_open_commitment_d8654",
                    table="partners_instalment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="instalment",
            trigger=pgtrigger.compiler.Trigger(
                name="own_contribution",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NEW.contribution_id IS NOT NULL AND NOT EXISTS (\n            SELECT FROM partners_contribution WHERE id = NEW.contribution_id AND commitment_id = NEW.commitment_id\n        ) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'share_of_own_commitment', MESSAGE = 'Choose a funder of this commitment.';\n        END IF;\n    RETURN NEW;",
                    hash="fefc59ebaf88609fd4675961f9ddf8bb8c9ad392",
                    operation='INSERT OR UPDATE OF "contribution_id"',
                    pgid="pgtrigger_own_contribution_de89a",
                    table="partners_instalment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="instalment",
            trigger=pgtrigger.compiler.Trigger(
                name="paid_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE paid numeric;",
                    func="\n                PERFORM FROM partners_commitment WHERE id = OLD.commitment_id FOR NO KEY UPDATE;\n                SELECT coalesce(sum(CASE WHEN reverses_id IS NULL THEN amount ELSE -amount END), 0) INTO paid FROM partners_payment WHERE instalment_id = OLD.id;\n                IF paid > 0 AND (\n                    TG_OP = 'DELETE' OR NEW.due_on <> OLD.due_on OR NEW.amount < paid\n                    OR NEW.contribution_id IS DISTINCT FROM OLD.contribution_id\n                ) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'instalment_paid_stays', MESSAGE = 'This instalment is paid: it keeps its day and its funder, and at least the sum that is paid.';\n                END IF;\n                RETURN coalesce(NEW, OLD);\n            ",
                    hash="8401649bfe176152181b999aa39f2eec281368b7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_paid_stays_9d8dc",
                    table="partners_instalment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="instalment",
            trigger=pgtrigger.compiler.Trigger(
                name="instalments_within_total",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    declare="DECLARE total numeric;",
                    func="\n                SELECT amount INTO total FROM partners_commitment\n                 WHERE id = coalesce(NEW.commitment_id, OLD.commitment_id) AND qualifier IN ('exact', 'up_to') AND NOT is_recurring FOR NO KEY UPDATE;\n                IF total < (SELECT sum(amount) FROM partners_instalment WHERE commitment_id = coalesce(NEW.commitment_id, OLD.commitment_id)) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'instalments_within_total', MESSAGE = 'The instalments come to more than the total.';\n                END IF;\n                RETURN NULL;\n            ",
                    hash="6c7208f8ba9e27cefaa98c500c79f3c89ba07815",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_instalments_within_total_3abc3",
                    table="partners_instalment",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="instalment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_instalmentevent" ("amount", "commitment_id", "contribution_id", "due_on", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."amount", NEW."commitment_id", NEW."contribution_id", NEW."due_on", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="87579cb0ffe12d829ced0847c9128e2c95d321fc",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cd504",
                    table="partners_instalment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="instalment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partners_instalmentevent" ("amount", "commitment_id", "contribution_id", "due_on", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."amount", NEW."commitment_id", NEW."contribution_id", NEW."due_on", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id"); RETURN NULL;',
                    hash="f2ff3127a42463a083ee0180aefb45ff0952bc46",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_20602",
                    table="partners_instalment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="instalment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_instalmentevent" ("amount", "commitment_id", "contribution_id", "due_on", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."amount", OLD."commitment_id", OLD."contribution_id", OLD."due_on", OLD."id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="d9acb36d37fc2e4eff2f368ed3033c7b495ded9c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d5fec",
                    table="partners_instalment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="instalmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0310d090e534fd61c47bcf2ecde2d8536025011f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4c029",
                    table="partners_instalmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="merge",
            trigger=pgtrigger.compiler.Trigger(
                name="merge_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."merged_at" IS DISTINCT FROM (NEW."merged_at") OR OLD."merged_by_id" IS DISTINCT FROM (NEW."merged_by_id") OR OLD."merged_on" IS DISTINCT FROM (NEW."merged_on") OR OLD."moved" IS DISTINCT FROM (NEW."moved") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."slug" IS DISTINCT FROM (NEW."slug"))',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'merge_kept', MESSAGE = 'The record of a merge stays as it is.';",
                    hash="f59b08e507c5d6cf3c4215a2e3dddc2c826e2377",
                    operation="UPDATE",
                    pgid="pgtrigger_merge_kept_7ac4b",
                    table="partners_merge",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="merge",
            trigger=pgtrigger.compiler.Trigger(
                name="merge_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'merge_never_deleted', MESSAGE = 'The record of a merge is never deleted.';",
                    hash="27ec6808827300cc912a1e59e9f49f0677aa0a13",
                    operation="DELETE",
                    pgid="pgtrigger_merge_never_deleted_80d3b",
                    table="partners_merge",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="merge",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_mergeevent" ("id", "kept_id", "merged_at", "merged_by_id", "merged_on", "moved", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "slug") VALUES (NEW."id", NEW."kept_id", NEW."merged_at", NEW."merged_by_id", NEW."merged_on", NEW."moved", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."reason", NEW."slug"); RETURN NULL;',
                    hash="e2dd7d7aaa0d14419ea43e894d95e19792eb9b3b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_15e40",
                    table="partners_merge",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="merge",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partners_mergeevent" ("id", "kept_id", "merged_at", "merged_by_id", "merged_on", "moved", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "slug") VALUES (NEW."id", NEW."kept_id", NEW."merged_at", NEW."merged_by_id", NEW."merged_on", NEW."moved", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."reason", NEW."slug"); RETURN NULL;',
                    hash="82aed98fd594fa990d913220898ceca2a7daaa07",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cff52",
                    table="partners_merge",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="merge",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_mergeevent" ("id", "kept_id", "merged_at", "merged_by_id", "merged_on", "moved", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "slug") VALUES (OLD."id", OLD."kept_id", OLD."merged_at", OLD."merged_by_id", OLD."merged_on", OLD."moved", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."reason", OLD."slug"); RETURN NULL;',
                    hash="0823371407221dde06aeaeac6fba772d94e5b6bc",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6cc95",
                    table="partners_merge",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="mergeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="67122119d67c5d2f5a465d318fa79c9c0e9a72e9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1cf90",
                    table="partners_mergeevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="payment",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_commitment",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE partners_commitment SET version = version WHERE id = OLD.commitment_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.commitment_id IS DISTINCT FROM OLD.commitment_id) THEN\n                    UPDATE partners_commitment SET version = version WHERE id = NEW.commitment_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="76c33c79715c6edae626e39ec557e9ada2bb2247",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_commitment_7224a",
                    table="partners_payment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="payment",
            trigger=pgtrigger.compiler.Trigger(
                name="payment_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."commitment_id" IS DISTINCT FROM (NEW."commitment_id") OR OLD."contribution_id" IS DISTINCT FROM (NEW."contribution_id") OR OLD."instalment_id" IS DISTINCT FROM (NEW."instalment_id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."paid_on" IS DISTINCT FROM (NEW."paid_on") OR OLD."payer_id" IS DISTINCT FROM (NEW."payer_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."reverses_id" IS DISTINCT FROM (NEW."reverses_id"))',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_kept', MESSAGE = 'A payment stays as it was recorded. Reverse it with a reason.';",
                    hash="fe1dddca1205e35383f3c955ea8064ee7a06d1db",
                    operation="UPDATE",
                    pgid="pgtrigger_payment_kept_56367",
                    table="partners_payment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="payment",
            trigger=pgtrigger.compiler.Trigger(
                name="payment_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_never_deleted', MESSAGE = 'A payment is never deleted. Reverse it with a reason.';",
                    hash="f91976c9676b1ae5f6cbbe4eae0884ca39df17c9",
                    operation="DELETE",
                    pgid="pgtrigger_payment_never_deleted_e5666",
                    table="partners_payment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="payment",
            trigger=pgtrigger.compiler.Trigger(
                name="of_open_commitment",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                PERFORM FROM partners_commitment WHERE id = coalesce(NEW.commitment_id, OLD.commitment_id) FOR NO KEY UPDATE;\n                IF EXISTS (SELECT FROM partners_commitment WHERE id = coalesce(NEW.commitment_id, OLD.commitment_id) AND closed_on IS NOT NULL) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'commitment_is_open', MESSAGE = 'This commitment is closed. Reopen it with a reason first.';\n                END IF;\n                RETURN coalesce(NEW, OLD);\n            ",
                    hash="b726e670da5e4cd89f6b9d1a505886206e8b8f48",
                    operation="INSERT",
                    pgid="pgtrigger_of_open_commitment_e07ab",
                    table="partners_payment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="payment",
            trigger=pgtrigger.compiler.Trigger(
                name="payment_agrees",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE of partners_commitment%ROWTYPE; paid partners_payment%ROWTYPE; planned partners_instalment%ROWTYPE; shares bigint[];",
                    func="\n                SELECT * INTO of FROM partners_commitment WHERE id = NEW.commitment_id FOR NO KEY UPDATE;\n                IF NEW.reverses_id IS NOT NULL THEN\n                    \n    SELECT * INTO paid FROM partners_payment WHERE id = NEW.reverses_id;\n    IF paid.reverses_id IS NOT NULL OR paid.commitment_id <> NEW.commitment_id THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'reversal_of_payment', MESSAGE = 'Only a payment of this commitment can be reversed, not a reversal.';\n    END IF;\n    NEW.payer_id := paid.payer_id;\n    NEW.instalment_id := paid.instalment_id;\n    NEW.contribution_id := paid.contribution_id;\n    IF NEW.paid_on < paid.paid_on THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'reversal_after_payment', MESSAGE = 'Money cannot come back before it was paid.';\n    END IF;\n    IF NEW.amount > paid.amount - (\n        SELECT coalesce(sum(amount), 0) FROM partners_payment WHERE reverses_id = paid.id\n    ) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'reversal_within_payment', MESSAGE = 'More would come back than is left of this payment.';\n    END IF;\n    IF EXISTS (\n        SELECT FROM partners_return r\n         WHERE r.commitment_id = NEW.commitment_id AND r.withdrawn_at IS NULL AND paid.paid_on <= r.as_at\n           AND r.spent > (\n               SELECT coalesce(sum(CASE WHEN p.reverses_id IS NULL THEN p.amount ELSE -p.amount END), 0) - NEW.amount\n                 FROM partners_payment p LEFT JOIN partners_payment o ON o.id = p.reverses_id\n                WHERE p.commitment_id = NEW.commitment_id AND coalesce(o.paid_on, p.paid_on) <= r.as_at\n           )\n    ) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'reversal_leaves_spent', MESSAGE = 'The recipient says that it has spent this money. Withdraw that return before the payment is reversed.';\n    END IF;\n\n                ELSE\n                    \n    IF NEW.instalment_id IS NOT NULL THEN\n        SELECT * INTO planned FROM partners_instalment WHERE id = NEW.instalment_id;\n        IF planned.commitment_id IS DISTINCT FROM NEW.commitment_id THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'instalment_of_own_commitment', MESSAGE = 'Choose an instalment of this commitment.';\n        END IF;\n        IF planned.contribution_id <> NEW.contribution_id THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'instalment_of_this_share', MESSAGE = 'This instalment is of another funder''s share.';\n        END IF;\n        IF NEW.amount > planned.amount - (\n            SELECT coalesce(sum(CASE WHEN reverses_id IS NULL THEN amount ELSE -amount END), 0) FROM partners_payment WHERE instalment_id = NEW.instalment_id\n        ) THEN\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'instalment_paid_once', MESSAGE = 'More would be paid than is left of this instalment.';\n        END IF;\n        NEW.contribution_id := coalesce(NEW.contribution_id, planned.contribution_id);\n    END IF;\n    SELECT array_agg(c.id) INTO shares FROM partners_contribution c\n     WHERE c.commitment_id = NEW.commitment_id AND (\n         EXISTS (\n    WITH RECURSIVE later(id) AS (\n        SELECT c.funder_id\n        UNION\n        SELECT s.successor_id FROM partners_succession s\n          JOIN later ON s.predecessor_id = later.id WHERE s.effective_on <= NEW.paid_on\n    )\n    SELECT FROM later WHERE id = NEW.payer_id\n)\n         OR EXISTS (\n             SELECT FROM partners_amendment a\n              WHERE a.contribution_id = c.id AND a.passed_to_id = NEW.payer_id AND a.agreed_on <= NEW.paid_on\n         )\n     );\n    IF shares IS NULL AND (\n        EXISTS (SELECT FROM partners_contribution WHERE commitment_id = NEW.commitment_id)\n        OR NOT EXISTS (\n    WITH RECURSIVE later(id) AS (\n        SELECT of.held_by_id\n        UNION\n        SELECT s.successor_id FROM partners_succession s\n          JOIN later ON s.predecessor_id = later.id WHERE s.effective_on <= NEW.paid_on\n    )\n    SELECT FROM later WHERE id = NEW.payer_id\n)\n    ) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'payer_is_funder', MESSAGE = 'The payer is neither a funder nor, on that day, the successor of one.';\n    END IF;\n    IF NEW.contribution_id IS NULL AND array_length(shares, 1) = 1 THEN\n        NEW.contribution_id := shares[1];\n    ELSIF NEW.contribution_id IS NOT NULL AND NEW.contribution_id <> ALL (coalesce(shares, '{}')) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'payer_of_this_share', MESSAGE = 'The payer does not pay the share of this funder.';\n    END IF;\n    IF EXISTS (SELECT FROM partners_organisation WHERE id = NEW.payer_id AND ended_on < NEW.paid_on) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'payer_exists_then', MESSAGE = 'The payer had ended by that day. Choose its successor.';\n    END IF;\n    IF of.qualifier IN ('exact', 'up_to') AND NOT of.is_recurring AND of.amount - NEW.amount < (\n        SELECT coalesce(sum(CASE WHEN reverses_id IS NULL THEN amount ELSE -amount END), 0) FROM partners_payment WHERE commitment_id = NEW.commitment_id\n    ) THEN\n        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_within_agreed', MESSAGE = 'More would be paid than is agreed.';\n    END IF;\n\n                END IF;\n                RETURN NEW;\n            ",
                    hash="92b51af852b156c0e2688a3cd06c876b4004bdd8",
                    operation="INSERT",
                    pgid="pgtrigger_payment_agrees_0bc68",
                    table="partners_payment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="payment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_paymentevent" ("amount", "commitment_id", "contribution_id", "id", "instalment_id", "note", "paid_on", "payer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reference", "reverses_id") VALUES (NEW."amount", NEW."commitment_id", NEW."contribution_id", NEW."id", NEW."instalment_id", NEW."note", NEW."paid_on", NEW."payer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."reverses_id"); RETURN NULL;',
                    hash="ddff4c83570afa44526a02f035e704e3bc7aedf6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_46209",
                    table="partners_payment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="payment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partners_paymentevent" ("amount", "commitment_id", "contribution_id", "id", "instalment_id", "note", "paid_on", "payer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reference", "reverses_id") VALUES (NEW."amount", NEW."commitment_id", NEW."contribution_id", NEW."id", NEW."instalment_id", NEW."note", NEW."paid_on", NEW."payer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."reverses_id"); RETURN NULL;',
                    hash="ebffd1a8ff364e01c6b6848593bd0cd2c396555b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_65ff2",
                    table="partners_payment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="payment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_paymentevent" ("amount", "commitment_id", "contribution_id", "id", "instalment_id", "note", "paid_on", "payer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reference", "reverses_id") VALUES (OLD."amount", OLD."commitment_id", OLD."contribution_id", OLD."id", OLD."instalment_id", OLD."note", OLD."paid_on", OLD."payer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."reference", OLD."reverses_id"); RETURN NULL;',
                    hash="67f4bb9572a3f063751296b7bc21898e8ae8e028",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_50605",
                    table="partners_payment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="paymentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e69a3ccf4f4bbb727290fa2b5f496f2adeb43f7f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7c350",
                    table="partners_paymentevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="return",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_commitment",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE partners_commitment SET version = version WHERE id = OLD.commitment_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.commitment_id IS DISTINCT FROM OLD.commitment_id) THEN\n                    UPDATE partners_commitment SET version = version WHERE id = NEW.commitment_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="5eab942481f19a81e268839844a1ec3c42c8cf4c",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_commitment_075f6",
                    table="partners_return",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="return",
            trigger=pgtrigger.compiler.Trigger(
                name="return_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."as_at" IS DISTINCT FROM (NEW."as_at") OR OLD."commitment_id" IS DISTINCT FROM (NEW."commitment_id") OR OLD."evidence" IS DISTINCT FROM (NEW."evidence") OR OLD."evidence_url" IS DISTINCT FROM (NEW."evidence_url") OR OLD."forecast" IS DISTINCT FROM (NEW."forecast") OR OLD."is_final" IS DISTINCT FROM (NEW."is_final") OR OLD."received_on" IS DISTINCT FROM (NEW."received_on") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."spent" IS DISTINCT FROM (NEW."spent") OR OLD."words" IS DISTINCT FROM (NEW."words"))',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'return_kept', MESSAGE = 'A return stays as it was received. Withdraw it with a reason.';",
                    hash="65b1f9ecaf2ef587ed13d4f3af4daebb5cb94781",
                    operation="UPDATE",
                    pgid="pgtrigger_return_kept_cef9b",
                    table="partners_return",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="return",
            trigger=pgtrigger.compiler.Trigger(
                name="return_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'return_never_deleted', MESSAGE = 'A return is never deleted. Withdraw it with a reason.';",
                    hash="21fdd50604d7f2b1e1fe95ad622ce76f2dde3e8b",
                    operation="DELETE",
                    pgid="pgtrigger_return_never_deleted_6cfec",
                    table="partners_return",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="return",
            trigger=pgtrigger.compiler.Trigger(
                name="of_open_commitment",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                PERFORM FROM partners_commitment WHERE id = coalesce(NEW.commitment_id, OLD.commitment_id) FOR NO KEY UPDATE;\n                IF EXISTS (SELECT FROM partners_commitment WHERE id = coalesce(NEW.commitment_id, OLD.commitment_id) AND closed_on IS NOT NULL) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'commitment_is_open', MESSAGE = 'This commitment is closed. Reopen it with a reason first.';\n                END IF;\n                RETURN coalesce(NEW, OLD);\n            ",
                    hash="1123e537fb8cfaf30128deb1899274974b03b307",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_of_open_commitment_c8714",
                    table="partners_return",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="return",
            trigger=pgtrigger.compiler.Trigger(
                name="return_within_paid",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                PERFORM FROM partners_commitment WHERE id = NEW.commitment_id FOR NO KEY UPDATE;\n                IF NEW.spent > (\n                    SELECT coalesce(sum(CASE WHEN p.reverses_id IS NULL THEN p.amount ELSE -p.amount END), 0)\n                      FROM partners_payment p LEFT JOIN partners_payment o ON o.id = p.reverses_id\n                     WHERE p.commitment_id = NEW.commitment_id AND coalesce(o.paid_on, p.paid_on) <= NEW.as_at\n                ) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'return_within_paid', MESSAGE = 'More is said to be spent than was paid by that day.';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="c5211119cdcbfd0758b9b776ef13a357d3360431",
                    operation="INSERT",
                    pgid="pgtrigger_return_within_paid_26725",
                    table="partners_return",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="return",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_returnevent" ("as_at", "commitment_id", "evidence", "evidence_url", "forecast", "id", "is_final", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "recorded_at", "recorded_by_id", "spent", "withdrawn_at", "withdrawn_because", "withdrawn_by_id", "words") VALUES (NEW."as_at", NEW."commitment_id", NEW."evidence", NEW."evidence_url", NEW."forecast", NEW."id", NEW."is_final", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."received_on", NEW."recorded_at", NEW."recorded_by_id", NEW."spent", NEW."withdrawn_at", NEW."withdrawn_because", NEW."withdrawn_by_id", NEW."words"); RETURN NULL;',
                    hash="0a71188529136f381b68ff55df0a7d1aa31b92fc",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_79a11",
                    table="partners_return",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="return",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partners_returnevent" ("as_at", "commitment_id", "evidence", "evidence_url", "forecast", "id", "is_final", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "recorded_at", "recorded_by_id", "spent", "withdrawn_at", "withdrawn_because", "withdrawn_by_id", "words") VALUES (NEW."as_at", NEW."commitment_id", NEW."evidence", NEW."evidence_url", NEW."forecast", NEW."id", NEW."is_final", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."received_on", NEW."recorded_at", NEW."recorded_by_id", NEW."spent", NEW."withdrawn_at", NEW."withdrawn_because", NEW."withdrawn_by_id", NEW."words"); RETURN NULL;',
                    hash="41e6ffa227f6b10e3e4f44a178a7a036dae6b936",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_de356",
                    table="partners_return",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="return",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_returnevent" ("as_at", "commitment_id", "evidence", "evidence_url", "forecast", "id", "is_final", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "recorded_at", "recorded_by_id", "spent", "withdrawn_at", "withdrawn_because", "withdrawn_by_id", "words") VALUES (OLD."as_at", OLD."commitment_id", OLD."evidence", OLD."evidence_url", OLD."forecast", OLD."id", OLD."is_final", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."received_on", OLD."recorded_at", OLD."recorded_by_id", OLD."spent", OLD."withdrawn_at", OLD."withdrawn_because", OLD."withdrawn_by_id", OLD."words"); RETURN NULL;',
                    hash="3fbe003eafc21b761b8427f412b81d21360f5004",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6bc26",
                    table="partners_return",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="return",
            trigger=pgtrigger.compiler.Trigger(
                name="withdrawn_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."withdrawn_at" IS NOT NULL)',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'return_stays_withdrawn', MESSAGE = 'This return is withdrawn already. Add another one.';",
                    hash="0f77c422ba1eb3f9583203a25f6f630992b064c0",
                    operation="UPDATE",
                    pgid="pgtrigger_withdrawn_stays_073f5",
                    table="partners_return",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="returnevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4bae8db42d9d9249021bf3f4cf8c0e1844003946",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1502a",
                    table="partners_returnevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
    operations = together(operations)
