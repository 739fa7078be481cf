from decimal import Decimal

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.operations
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import careplan.periods
from careplan.operations import AddTrigger, together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("reference", models.SlugField(max_length=60, unique=True)),
                ("title", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("grant", "Grant"),
                            ("grant_scheme", "Grant scheme"),
                            ("contract", "Contract"),
                            ("s75", "Section 75 pool"),
                            ("s76", "Section 76 payment"),
                            ("s256", "Section 256 payment"),
                            ("s257", "Section 257 payment"),
                            ("bcf", "Better Care Fund"),
                            ("internal_budget", "Internal budget"),
                            ("other", "Other"),
                            ("unknown", "Not known"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Empty where it is not published",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                        verbose_name="total in pounds",
                    ),
                ),
                (
                    "qualifier",
                    models.CharField(
                        choices=[
                            ("exact", "Exactly"),
                            ("up_to", "Up to"),
                            ("more_than", "More than"),
                            ("estimated", "Estimated"),
                        ],
                        default="exact",
                        max_length=9,
                    ),
                ),
                ("is_recurring", models.BooleanField(default=False, verbose_name="recurring, per year")),
                ("announced_on", models.DateField(blank=True, null=True)),
                ("awarded_on", models.DateField(blank=True, null=True)),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="period from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="period to (last day)")),
                (
                    "financial_years",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=7), blank=True, default=list, size=None
                    ),
                ),
                ("period_note", models.CharField(blank=True, max_length=300, verbose_name="period in words")),
                (
                    "share_rule",
                    models.CharField(blank=True, max_length=300, verbose_name="how the cost is shared, in words"),
                ),
                ("wider_aims", models.TextField(blank=True, help_text="One a line")),
                ("note", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["title"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("body", models.CharField(help_text="For example Cabinet, portfolio holder or board", max_length=120)),
                ("decided_on", models.DateField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("approved", "Approved"), ("refused", "Refused"), ("deferred", "Deferred")],
                        help_text="Empty where it is not known",
                        max_length=8,
                    ),
                ),
                ("requested", models.TextField(blank=True, verbose_name="what was asked")),
                ("reference", models.CharField(blank=True, max_length=80)),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="link")),
                ("published_on", models.DateField(blank=True, null=True)),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="in effect from")),
                ("is_key", models.BooleanField(blank=True, null=True, verbose_name="key decision")),
                (
                    "is_subject_to_call_in",
                    models.BooleanField(blank=True, null=True, verbose_name="subject to call-in"),
                ),
                ("delegated_to_role", models.CharField(blank=True, max_length=120)),
                ("note", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["-decided_on", "body"],
            },
        ),
        migrations.CreateModel(
            name="Identifier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.CharField(help_text="For example GB-CHC, GB-COH, GB-LAE, GB-NHS or GSS", max_length=20),
                ),
                ("value", models.CharField(max_length=80)),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="to (last day)")),
                ("is_verified", models.BooleanField(default=False, verbose_name="verified")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="evidence or note")),
            ],
            options={
                "ordering": ["scheme", "value"],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="to (last day)")),
            ],
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("slug", models.SlugField(max_length=80, unique=True)),
                (
                    "name",
                    models.CharField(help_text="The name people use; other names are listed below it", max_length=200),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("council", "Council"),
                            ("central_government", "Central government"),
                            ("nhs_commissioner", "NHS commissioner"),
                            ("nhs_provider", "NHS provider"),
                            ("nhs_reporting_area", "NHS reporting area"),
                            ("care_association", "Care association"),
                            ("care_provider", "Care provider"),
                            ("voluntary", "Voluntary or community body"),
                            ("partnership", "Partnership"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("is_legal_entity", models.BooleanField(blank=True, null=True, verbose_name="legal entity")),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("note", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=80, unique=True)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("seed", "Published report"),
                            ("document", "Public document"),
                            ("illustrative", "Illustrative"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="link")),
                ("note", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["title"],
            },
        ),
        migrations.CreateModel(
            name="SourceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("key", models.SlugField(db_index=False, max_length=80)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("seed", "Published report"),
                            ("document", "Public document"),
                            ("illustrative", "Illustrative"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="link")),
                ("note", models.TextField(blank=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="partners.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField()),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="statements", to="partners.commitment"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="partners.source"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="StatementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("words", models.TextField()),
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
                        to="partners.statement",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
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
            name="Succession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("merged", "Merged into"),
                            ("split", "Split into"),
                            ("renamed", "Renamed to"),
                            ("functions_transferred", "Functions passed to"),
                        ],
                        max_length=21,
                    ),
                ),
                ("effective_on", models.DateField(verbose_name="from")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="evidence or note")),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="partners.organisation",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="partners.source",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inheritances",
                        to="partners.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["effective_on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("predecessor", "successor"),
                        name="succession_once",
                        violation_error_message="This succession is recorded already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                        name="succession_of_another",
                        violation_error_message="An organisation cannot come to succeed itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SuccessionEvent",
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
                            ("merged", "Merged into"),
                            ("split", "Split into"),
                            ("renamed", "Renamed to"),
                            ("functions_transferred", "Functions passed to"),
                        ],
                        max_length=21,
                    ),
                ),
                ("effective_on", models.DateField(verbose_name="from")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="evidence or note")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="partners.succession",
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.organisation",
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
                (
                    "successor",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UserEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("job_title", models.CharField(max_length=120)),
                ("is_active", models.BooleanField(default=True, verbose_name="can sign in")),
                ("is_staff", models.BooleanField(default=False, verbose_name="can use the administration pages")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                        verbose_name="amount in pounds",
                    ),
                ),
                (
                    "percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="per cent",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[("published", "Published"), ("derived", "Derived"), ("unknown", "Not published")],
                        default="unknown",
                        max_length=9,
                    ),
                ),
                (
                    "mechanism",
                    models.CharField(
                        blank=True, help_text="For example section 256; empty if not stated", max_length=120
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="partners.commitment",
                    ),
                ),
                (
                    "funder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="partners.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("commitment", "funder"),
                        name="contribution_once_per_funder",
                        violation_error_message="This funder's contribution is listed already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__isnull", True), ("percent__isnull", True), _connector="OR"),
                        name="contribution_amount_or_percent",
                        violation_error_message="Give the share as an amount or as a per cent, not both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__isnull", True), ("percent__isnull", True)),
                            models.Q(("basis", "unknown"), _negated=True),
                            _connector="XOR",
                        ),
                        name="contribution_basis_of_a_known_share",
                        violation_error_message="A share is published or derived where it is given, else not published.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("amount__isnull", True),
                                ("amount__range", (0, Decimal("999999999999.99"))),
                                _connector="OR",
                            ),
                            models.Q(("percent__isnull", True), ("percent__range", (0, 100)), _connector="OR"),
                        ),
                        name="contribution_within_bounds",
                        violation_error_message="A share is not below zero and not above 100 per cent.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="commitment",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commitments",
                to="partners.decision",
            ),
        ),
        migrations.CreateModel(
            name="MembershipEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="to (last day)")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="partners.membership",
                    ),
                ),
                (
                    "association",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.organisation",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="membership",
            name="association",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="members", to="partners.organisation"
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="partners.organisation"
            ),
        ),
        migrations.CreateModel(
            name="IdentifierEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "scheme",
                    models.CharField(help_text="For example GB-CHC, GB-COH, GB-LAE, GB-NHS or GSS", max_length=20),
                ),
                ("value", models.CharField(max_length=80)),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="to (last day)")),
                ("is_verified", models.BooleanField(default=False, verbose_name="verified")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="evidence or note")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="partners.identifier",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="identifier",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="identifiers", to="partners.organisation"
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="partners.organisation",
            ),
        ),
        migrations.CreateModel(
            name="ContributionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                        verbose_name="amount in pounds",
                    ),
                ),
                (
                    "percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="per cent",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[("published", "Published"), ("derived", "Derived"), ("unknown", "Not published")],
                        default="unknown",
                        max_length=9,
                    ),
                ),
                (
                    "mechanism",
                    models.CharField(
                        blank=True, help_text="For example section 256; empty if not stated", max_length=120
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="partners.contribution",
                    ),
                ),
                (
                    "funder",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=120)),
                ("person", models.CharField(blank=True, max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("known_on", models.DateField(blank=True, null=True, verbose_name="known to be right on")),
                (
                    "known_precision",
                    models.CharField(
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        default="day",
                        max_length=5,
                        verbose_name="to the",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contacts", to="partners.organisation"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="partners.source",
                    ),
                ),
            ],
            options={
                "ordering": ["role"],
            },
        ),
        migrations.AddField(
            model_name="commitment",
            name="held_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commitments_held",
                to="partners.organisation",
                verbose_name="organisation that holds it",
            ),
        ),
        migrations.AddField(
            model_name="commitment",
            name="recipient",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commitments_received",
                to="partners.organisation",
            ),
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        error_messages={"unique": "Somebody signs in with this e-mail already."},
                        max_length=254,
                        unique=True,
                        verbose_name="e-mail",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120)),
                ("job_title", models.CharField(max_length=120)),
                ("is_active", models.BooleanField(default=True, verbose_name="can sign in")),
                ("is_staff", models.BooleanField(default=False, verbose_name="can use the administration pages")),
                ("joined_at", models.DateTimeField(auto_now_add=True)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="partners.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "ordering": ["job_title", "email"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                        name="email_in_lower_case",
                        violation_error_message="Give the e-mail address in lower case.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("legal", "Legal name"),
                            ("short", "Short name"),
                            ("former", "Former name"),
                            ("as_written", "As somebody wrote it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="to (last day)")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="names", to="partners.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "name", "kind"),
                        name="organisation_name_once",
                        violation_error_message="This name is listed already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_on__gte", models.F("from_on")),
                            ("from_on__isnull", True),
                            ("to_on__isnull", True),
                            _connector="OR",
                        ),
                        name="organisation_name_days_in_order",
                        violation_error_message="The last day is before the first day.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationNameEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("legal", "Legal name"),
                            ("short", "Short name"),
                            ("former", "Former name"),
                            ("as_written", "As somebody wrote it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="to (last day)")),
                (
                    "organisation",
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
                        to="partners.organisationname",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PersonRoleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "group",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="auth.group",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
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
            name="PurposeLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=300)),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                        verbose_name="amount in pounds",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="purposes", to="partners.commitment"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("purpose__regex", "\\S")),
                        name="purpose_said",
                        violation_error_message="Say what the money is for.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__isnull", True),
                            ("amount__range", (0, Decimal("999999999999.99"))),
                            _connector="OR",
                        ),
                        name="purpose_amount_not_negative",
                        violation_error_message="A sum of money promised cannot be below zero.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PurposeLineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("purpose", models.CharField(max_length=300)),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                        verbose_name="amount in pounds",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
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
                        to="partners.purposeline",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OrganisationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("slug", models.SlugField(db_index=False, max_length=80)),
                (
                    "name",
                    models.CharField(help_text="The name people use; other names are listed below it", max_length=200),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("council", "Council"),
                            ("central_government", "Central government"),
                            ("nhs_commissioner", "NHS commissioner"),
                            ("nhs_provider", "NHS provider"),
                            ("nhs_reporting_area", "NHS reporting area"),
                            ("care_association", "Care association"),
                            ("care_provider", "Care provider"),
                            ("voluntary", "Voluntary or community body"),
                            ("partnership", "Partnership"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("is_legal_entity", models.BooleanField(blank=True, null=True, verbose_name="legal entity")),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("note", models.TextField(blank=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="partners.organisation",
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
        migrations.AddField(
            model_name="organisation",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="organisations",
                to="partners.source",
            ),
        ),
        migrations.CreateModel(
            name="DecisionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("body", models.CharField(help_text="For example Cabinet, portfolio holder or board", max_length=120)),
                ("decided_on", models.DateField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("approved", "Approved"), ("refused", "Refused"), ("deferred", "Deferred")],
                        help_text="Empty where it is not known",
                        max_length=8,
                    ),
                ),
                ("requested", models.TextField(blank=True, verbose_name="what was asked")),
                ("reference", models.CharField(blank=True, max_length=80)),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="link")),
                ("published_on", models.DateField(blank=True, null=True)),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="in effect from")),
                ("is_key", models.BooleanField(blank=True, null=True, verbose_name="key decision")),
                (
                    "is_subject_to_call_in",
                    models.BooleanField(blank=True, null=True, verbose_name="subject to call-in"),
                ),
                ("delegated_to_role", models.CharField(blank=True, max_length=120)),
                ("note", models.TextField(blank=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="partners.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.organisation",
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
        migrations.AddField(
            model_name="decision",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="partners.source",
            ),
        ),
        migrations.CreateModel(
            name="ContactEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("role", models.CharField(max_length=120)),
                ("known_on", models.DateField(blank=True, null=True, verbose_name="known to be right on")),
                (
                    "known_precision",
                    models.CharField(
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        default="day",
                        max_length=5,
                        verbose_name="to the",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="partners.contact",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.organisation",
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
            name="CommitmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("reference", models.SlugField(db_index=False, max_length=60)),
                ("title", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("grant", "Grant"),
                            ("grant_scheme", "Grant scheme"),
                            ("contract", "Contract"),
                            ("s75", "Section 75 pool"),
                            ("s76", "Section 76 payment"),
                            ("s256", "Section 256 payment"),
                            ("s257", "Section 257 payment"),
                            ("bcf", "Better Care Fund"),
                            ("internal_budget", "Internal budget"),
                            ("other", "Other"),
                            ("unknown", "Not known"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Empty where it is not published",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                        verbose_name="total in pounds",
                    ),
                ),
                (
                    "qualifier",
                    models.CharField(
                        choices=[
                            ("exact", "Exactly"),
                            ("up_to", "Up to"),
                            ("more_than", "More than"),
                            ("estimated", "Estimated"),
                        ],
                        default="exact",
                        max_length=9,
                    ),
                ),
                ("is_recurring", models.BooleanField(default=False, verbose_name="recurring, per year")),
                ("announced_on", models.DateField(blank=True, null=True)),
                ("awarded_on", models.DateField(blank=True, null=True)),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="period from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="period to (last day)")),
                (
                    "financial_years",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=7), blank=True, default=list, size=None
                    ),
                ),
                ("period_note", models.CharField(blank=True, max_length=300, verbose_name="period in words")),
                (
                    "share_rule",
                    models.CharField(blank=True, max_length=300, verbose_name="how the cost is shared, in words"),
                ),
                ("wider_aims", models.TextField(blank=True, help_text="One a line")),
                ("note", models.TextField(blank=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
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
                    "held_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.organisation",
                        verbose_name="organisation that holds it",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.organisation",
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
        migrations.AddField(
            model_name="commitment",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commitments",
                to="partners.source",
            ),
        ),
        AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_sourceevent" ("basis", "id", "key", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "url") VALUES (NEW."basis", NEW."id", NEW."key", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."title", NEW."url"); RETURN NULL;',
                    hash="d7d613ecc9e49707610f0c2ea0f0f831d3d45e20",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d1684",
                    table="partners_source",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partners_sourceevent" ("basis", "id", "key", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "url") VALUES (NEW."basis", NEW."id", NEW."key", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."title", NEW."url"); RETURN NULL;',
                    hash="af13cf91a7f6c1b1c7f46caa8e7c208700832b43",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3f123",
                    table="partners_source",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_sourceevent" ("basis", "id", "key", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "url") VALUES (OLD."basis", OLD."id", OLD."key", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."title", OLD."url"); RETURN NULL;',
                    hash="255b894c712c078de5a29d13dbd361c98b42941f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_74879",
                    table="partners_source",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="userevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="job_title_organisation_is_active_is_staff_events",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.CreateModel(
            name="PersonRole",
            fields=[],
            options={
                "verbose_name": "role",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("partners.user_groups",),
        ),
        AddTrigger(
            model_name="membershipevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2e5637e613c25e629b5d28ab1374b2e571093e13",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a4649",
                    table="partners_membershipevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("member", models.F("association")), _negated=True),
                name="membership_in_another",
                violation_error_message="An organisation cannot be a member of itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_on__gte", models.F("from_on")),
                    ("from_on__isnull", True),
                    ("to_on__isnull", True),
                    _connector="OR",
                ),
                name="membership_days_in_order",
                violation_error_message="The last day is before the first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("member", "="),
                    ("association", "="),
                    (careplan.periods.Period("from_on", "to_on"), "&&"),
                ],
                name="membership_once_at_a_time",
                violation_error_message="This membership is recorded already for that time.",
            ),
        ),
        AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_association",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE partners_organisation SET version = version WHERE id = OLD.association_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.association_id IS DISTINCT FROM OLD.association_id) THEN\n                    UPDATE partners_organisation SET version = version WHERE id = NEW.association_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="e9cd3c444e4b2f01a37699ea7d9293a73335e2bd",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_association_6a2cb",
                    table="partners_membership",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_member",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE partners_organisation SET version = version WHERE id = OLD.member_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.member_id IS DISTINCT FROM OLD.member_id) THEN\n                    UPDATE partners_organisation SET version = version WHERE id = NEW.member_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="33edc8c326dd37e09710ea7688b2a3ab6120399b",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_member_ca025",
                    table="partners_membership",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_membershipevent" ("association_id", "from_on", "id", "member_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_on") VALUES (NEW."association_id", NEW."from_on", NEW."id", NEW."member_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."to_on"); RETURN NULL;',
                    hash="2347fa60521749d471ce37d36e33341e1133b7f8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_81abf",
                    table="partners_membership",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partners_membershipevent" ("association_id", "from_on", "id", "member_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_on") VALUES (NEW."association_id", NEW."from_on", NEW."id", NEW."member_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."to_on"); RETURN NULL;',
                    hash="79e5fadceb26501ac4fb723adda0c3f603a487e2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_668ed",
                    table="partners_membership",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_membershipevent" ("association_id", "from_on", "id", "member_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_on") VALUES (OLD."association_id", OLD."from_on", OLD."id", OLD."member_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."to_on"); RETURN NULL;',
                    hash="0d05fb38cdfc5397a8915442f59619f640e275ad",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_25b49",
                    table="partners_membership",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="identifierevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c74f67626da48414c7a3e721e63e81bf4cc362b4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_aa16a",
                    table="partners_identifierevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="identifier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scheme", "GB-CHC"), _negated=True), ("value__regex", "^[0-9]{6,7}$"), _connector="OR"
                ),
                name="identifier_gb_chc_format",
                violation_error_message="A charity number (GB-CHC) is 6 or 7 digits.",
            ),
        ),
        migrations.AddConstraint(
            model_name="identifier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scheme", "GB-COH"), _negated=True), ("value__regex", "^[A-Z0-9]{8}$"), _connector="OR"
                ),
                name="identifier_gb_coh_format",
                violation_error_message="A company number (GB-COH) is 8 capital letters or digits, leading zeros included.",
            ),
        ),
        migrations.AddConstraint(
            model_name="identifier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scheme", "GB-LAE"), _negated=True), ("value__regex", "^[A-Z]{3}$"), _connector="OR"
                ),
                name="identifier_gb_lae_format",
                violation_error_message="An English local authority code (GB-LAE) is 3 capital letters.",
            ),
        ),
        migrations.AddConstraint(
            model_name="identifier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scheme", "GB-NHS"), _negated=True), ("value__regex", "^[A-Z0-9]{3,10}$"), _connector="OR"
                ),
                name="identifier_gb_nhs_format",
                violation_error_message="An NHS organisation code (GB-NHS) is 3 to 10 capital letters or digits.",
            ),
        ),
        migrations.AddConstraint(
            model_name="identifier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scheme", "GSS"), _negated=True), ("value__regex", "^[A-Z][0-9]{8}$"), _connector="OR"
                ),
                name="identifier_gss_format",
                violation_error_message="A GSS code is a capital letter and 8 digits.",
            ),
        ),
        migrations.AddConstraint(
            model_name="identifier",
            constraint=models.CheckConstraint(
                condition=models.Q(("scheme__regex", "^\\S+$"), ("value__regex", "^\\S(.*\\S)?$")),
                name="identifier_said",
                violation_error_message="Give the scheme and the identifier without spaces around them.",
            ),
        ),
        migrations.AddConstraint(
            model_name="identifier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_on__gte", models.F("from_on")),
                    ("from_on__isnull", True),
                    ("to_on__isnull", True),
                    _connector="OR",
                ),
                name="identifier_days_in_order",
                violation_error_message="The last day is before the first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="identifier",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("scheme", "="), ("value", "="), (careplan.periods.Period("from_on", "to_on"), "&&")],
                name="identifier_held_once",
                violation_error_message="This identifier is held by an organisation already at that time.",
            ),
        ),
        AddTrigger(
            model_name="identifier",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_organisation",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE partners_organisation SET version = version WHERE id = OLD.organisation_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.organisation_id IS DISTINCT FROM OLD.organisation_id) THEN\n                    UPDATE partners_organisation SET version = version WHERE id = NEW.organisation_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="74cf2c38ef9a43ba9a5543a6147efc0f0d3ab2fa",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_organisation_e5a90",
                    table="partners_identifier",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="identifier",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_identifierevent" ("from_on", "id", "is_verified", "note", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "to_on", "value") VALUES (NEW."from_on", NEW."id", NEW."is_verified", NEW."note", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."scheme", NEW."to_on", NEW."value"); RETURN NULL;',
                    hash="edc029cf82be7fbff972854e07d0f3eed545bb35",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cb108",
                    table="partners_identifier",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="identifier",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partners_identifierevent" ("from_on", "id", "is_verified", "note", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "to_on", "value") VALUES (NEW."from_on", NEW."id", NEW."is_verified", NEW."note", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."scheme", NEW."to_on", NEW."value"); RETURN NULL;',
                    hash="f03bed8bb23b6bc062fb07d32c43d15c3c5ed147",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0a9dc",
                    table="partners_identifier",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="identifier",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_identifierevent" ("from_on", "id", "is_verified", "note", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "to_on", "value") VALUES (OLD."from_on", OLD."id", OLD."is_verified", OLD."note", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."scheme", OLD."to_on", OLD."value"); RETURN NULL;',
                    hash="c51e85d158776282690e538956d85a302a891b6a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0e48f",
                    table="partners_identifier",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="contributionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b7b3e7d247ee94b890440d31ec760821db8ee3d0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_df9d4",
                    table="partners_contributionevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="contribution",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_commitment",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE partners_commitment SET version = version WHERE id = OLD.commitment_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.commitment_id IS DISTINCT FROM OLD.commitment_id) THEN\n                    UPDATE partners_commitment SET version = version WHERE id = NEW.commitment_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="c415998225d0a4b71049dc5de48f661146aaff35",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_commitment_8e5de",
                    table="partners_contribution",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="contribution",
            trigger=pgtrigger.compiler.Trigger(
                name="contribution_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."commitment_id" IS DISTINCT FROM (NEW."commitment_id"))',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'contribution_stays', MESSAGE = 'A contribution stays with its commitment.';",
                    hash="a3e08f7bd95551272775c4aa4b04be044514b699",
                    operation="UPDATE",
                    pgid="pgtrigger_contribution_stays_20335",
                    table="partners_contribution",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="contribution",
            trigger=pgtrigger.compiler.Trigger(
                name="shares_make_total",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    declare="DECLARE total numeric; pounds numeric; percents numeric; published integer; unknown integer; known numeric; slack numeric;",
                    func="\n                SELECT amount INTO total FROM partners_commitment WHERE id = coalesce(NEW.commitment_id, OLD.commitment_id) FOR NO KEY UPDATE;\n                SELECT coalesce(sum(amount), 0), coalesce(sum(percent), 0), count(percent),\n                       count(*) FILTER (WHERE amount IS NULL AND percent IS NULL)\n                  INTO pounds, percents, published, unknown\n                  FROM partners_contribution WHERE commitment_id = coalesce(NEW.commitment_id, OLD.commitment_id);\n                IF total IS NULL THEN\n                    IF pounds > 0 THEN unknown := unknown + 1; END IF;\n                    pounds := 0;\n                    total := 100;\n                END IF;\n                known := pounds + total * percents / 100;\n                slack := total * 0.00005 * published;\n                IF known > total + slack THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'shares_within_total', MESSAGE = 'The funders'' known shares come to more than the total.';\n                END IF;\n                IF unknown = 0 AND known < total - slack\n                   AND EXISTS (SELECT FROM partners_contribution WHERE commitment_id = coalesce(NEW.commitment_id, OLD.commitment_id)) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'shares_make_total', MESSAGE = 'All the funders'' shares are known, so they must make the total.';\n                END IF;\n                RETURN NULL;\n            ",
                    hash="84bce008e83004b59156de34fe1c0233bc67a872",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_shares_make_total_d142a",
                    table="partners_contribution",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="contribution",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_contributionevent" ("amount", "basis", "commitment_id", "funder_id", "id", "mechanism", "note", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."amount", NEW."basis", NEW."commitment_id", NEW."funder_id", NEW."id", NEW."mechanism", NEW."note", NEW."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="7ee26bba28176da01a91dbe0354b680c40eb251e",
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
                    func='INSERT INTO "partners_contributionevent" ("amount", "basis", "commitment_id", "funder_id", "id", "mechanism", "note", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."amount", NEW."basis", NEW."commitment_id", NEW."funder_id", NEW."id", NEW."mechanism", NEW."note", NEW."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id"); RETURN NULL;',
                    hash="004567b78548cb4622b04be939846d21cf4bcd10",
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
                    func='INSERT INTO "partners_contributionevent" ("amount", "basis", "commitment_id", "funder_id", "id", "mechanism", "note", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."amount", OLD."basis", OLD."commitment_id", OLD."funder_id", OLD."id", OLD."mechanism", OLD."note", OLD."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="d357b3d1b2940354018d41467cbb34ca4c1e253d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_cfd53",
                    table="partners_contribution",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_userevent" ("is_active", "is_staff", "job_title", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."is_active", NEW."is_staff", NEW."job_title", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="13eacecb6ad864ea582931101681f6149e0831e0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4fa34",
                    table="partners_user",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."job_title" IS DISTINCT FROM (NEW."job_title") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id"))',
                    func='INSERT INTO "partners_userevent" ("is_active", "is_staff", "job_title", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."is_active", NEW."is_staff", NEW."job_title", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id"); RETURN NULL;',
                    hash="fd64f6feac02e3a233bed812a68fcafbe6ee4b87",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f552c",
                    table="partners_user",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_userevent" ("is_active", "is_staff", "job_title", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."is_active", OLD."is_staff", OLD."job_title", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="38501fd3e77e935eacdfa7e240974c89d0b5fab7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fb2b2",
                    table="partners_user",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="organisationname",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_organisation",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE partners_organisation SET version = version WHERE id = OLD.organisation_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.organisation_id IS DISTINCT FROM OLD.organisation_id) THEN\n                    UPDATE partners_organisation SET version = version WHERE id = NEW.organisation_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="474b3743bb36c78b41719c1ccb8c5666399f85e8",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_organisation_e8bda",
                    table="partners_organisationname",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="organisationname",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_organisationnameevent" ("from_on", "id", "kind", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_on") VALUES (NEW."from_on", NEW."id", NEW."kind", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."to_on"); RETURN NULL;',
                    hash="8bd2e9c4f82427afe4dbcaffce6fbd183c453193",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f8063",
                    table="partners_organisationname",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="organisationname",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partners_organisationnameevent" ("from_on", "id", "kind", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_on") VALUES (NEW."from_on", NEW."id", NEW."kind", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."to_on"); RETURN NULL;',
                    hash="fabe89a0c20794e00596f09cf18403cd9ab61f07",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_13be9",
                    table="partners_organisationname",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="organisationname",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_organisationnameevent" ("from_on", "id", "kind", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_on") VALUES (OLD."from_on", OLD."id", OLD."kind", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."to_on"); RETURN NULL;',
                    hash="2a50d5536ea9dff46e4a4ca97e456a496a1f8931",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_47206",
                    table="partners_organisationname",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="organisationnameevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4292f254f2932696f69121a3ee78f20e12d902e2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0ef16",
                    table="partners_organisationnameevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="personroleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f2600ba20599d53d21df615b3e269aa5184588a9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_42d19",
                    table="partners_personroleevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="purposeline",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_commitment",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE partners_commitment SET version = version WHERE id = OLD.commitment_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.commitment_id IS DISTINCT FROM OLD.commitment_id) THEN\n                    UPDATE partners_commitment SET version = version WHERE id = NEW.commitment_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="6d198b01e531bfeb306a9331caba9f10c743e39a",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_commitment_1fe3a",
                    table="partners_purposeline",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="purposeline",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_purposelineevent" ("amount", "commitment_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "purpose") VALUES (NEW."amount", NEW."commitment_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."position", NEW."purpose"); RETURN NULL;',
                    hash="91608eee79747eb79bb5cc50c5d899a5ed882db8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d33dd",
                    table="partners_purposeline",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="purposeline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partners_purposelineevent" ("amount", "commitment_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "purpose") VALUES (NEW."amount", NEW."commitment_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."position", NEW."purpose"); RETURN NULL;',
                    hash="f5aba5a6c748362f9f3f55cd90d52b4b9b468ecd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8680c",
                    table="partners_purposeline",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="purposeline",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_purposelineevent" ("amount", "commitment_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "purpose") VALUES (OLD."amount", OLD."commitment_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."position", OLD."purpose"); RETURN NULL;',
                    hash="b14d58faeb025bc60cecc5d24518e56e3a846e6f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_dc4cb",
                    table="partners_purposeline",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="purposelineevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b8ce0970f13282c43bd48e72098862378e131069",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c8e15",
                    table="partners_purposelineevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="organisationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="824489acf6c4ab95b0a7fd59734fd25844e79367",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_68049",
                    table="partners_organisationevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__gte", models.F("started_on")),
                    ("started_on__isnull", True),
                    ("ended_on__isnull", True),
                    _connector="OR",
                ),
                name="organisation_days_in_order",
                violation_error_message="The last day is before the first day.",
            ),
        ),
        AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version := OLD.version + 1; RETURN NEW;",
                    hash="a45c9020971cd9694ec2739f5ad5b59fdd55dfd0",
                    operation="UPDATE",
                    pgid="pgtrigger_raise_version_254b8",
                    table="partners_organisation",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_organisationevent" ("ended_on", "id", "is_legal_entity", "kind", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source_id", "started_on") VALUES (NEW."ended_on", NEW."id", NEW."is_legal_entity", NEW."kind", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."slug", NEW."source_id", NEW."started_on"); RETURN NULL;',
                    hash="0f3c659313d9b59b417a18d77b7852287373825b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ce7ac",
                    table="partners_organisation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."ended_on" IS DISTINCT FROM (NEW."ended_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_legal_entity" IS DISTINCT FROM (NEW."is_legal_entity") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."started_on" IS DISTINCT FROM (NEW."started_on"))',
                    func='INSERT INTO "partners_organisationevent" ("ended_on", "id", "is_legal_entity", "kind", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source_id", "started_on") VALUES (NEW."ended_on", NEW."id", NEW."is_legal_entity", NEW."kind", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."slug", NEW."source_id", NEW."started_on"); RETURN NULL;',
                    hash="37ea1d1b18fa539ce8024761975bb04fef09dac4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8fb0e",
                    table="partners_organisation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_organisationevent" ("ended_on", "id", "is_legal_entity", "kind", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source_id", "started_on") VALUES (OLD."ended_on", OLD."id", OLD."is_legal_entity", OLD."kind", OLD."name", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."slug", OLD."source_id", OLD."started_on"); RETURN NULL;',
                    hash="41f55bfca1b5b97054f540ad214c8d25a8de0d19",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7d3a7",
                    table="partners_organisation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="decisionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4cabe42ed96a0cd5a12d95a98e32fdba67e290ea",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_21283",
                    table="partners_decisionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_on__isnull", True),
                    ("decided_on__isnull", True),
                    ("published_on__gte", models.F("decided_on")),
                    _connector="OR",
                ),
                name="decision_published_once_decided",
                violation_error_message="A decision is published on or after the day it is made.",
            ),
        ),
        AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_decisionevent" ("body", "decided_on", "delegated_to_role", "effective_on", "id", "is_key", "is_subject_to_call_in", "note", "organisation_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "reference", "requested", "source_id", "url") VALUES (NEW."body", NEW."decided_on", NEW."delegated_to_role", NEW."effective_on", NEW."id", NEW."is_key", NEW."is_subject_to_call_in", NEW."note", NEW."organisation_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."published_on", NEW."reference", NEW."requested", NEW."source_id", NEW."url"); RETURN NULL;',
                    hash="779802fdf49fde7636f8d80c6de95b53f9c1b9a4",
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
                    func='INSERT INTO "partners_decisionevent" ("body", "decided_on", "delegated_to_role", "effective_on", "id", "is_key", "is_subject_to_call_in", "note", "organisation_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "reference", "requested", "source_id", "url") VALUES (NEW."body", NEW."decided_on", NEW."delegated_to_role", NEW."effective_on", NEW."id", NEW."is_key", NEW."is_subject_to_call_in", NEW."note", NEW."organisation_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."published_on", NEW."reference", NEW."requested", NEW."source_id", NEW."url"); RETURN NULL;',
                    hash="a7c1ff234db09ec9919b3ffc1a6133445c7940e6",
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
                    func='INSERT INTO "partners_decisionevent" ("body", "decided_on", "delegated_to_role", "effective_on", "id", "is_key", "is_subject_to_call_in", "note", "organisation_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "reference", "requested", "source_id", "url") VALUES (OLD."body", OLD."decided_on", OLD."delegated_to_role", OLD."effective_on", OLD."id", OLD."is_key", OLD."is_subject_to_call_in", OLD."note", OLD."organisation_id", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."published_on", OLD."reference", OLD."requested", OLD."source_id", OLD."url"); RETURN NULL;',
                    hash="d5bf5944b7bd974b9218aa864920f70696c0625e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_bad13",
                    table="partners_decision",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="contactevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="43274f8cb425839789f6f3a0ae5e5a4d2a697c0e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2e75d",
                    table="partners_contactevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_organisation",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE partners_organisation SET version = version WHERE id = OLD.organisation_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.organisation_id IS DISTINCT FROM OLD.organisation_id) THEN\n                    UPDATE partners_organisation SET version = version WHERE id = NEW.organisation_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="3d0d12488ee066a53166ace69c7470f1788cb061",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_organisation_a6a62",
                    table="partners_contact",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_contactevent" ("id", "known_on", "known_precision", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "source_id") VALUES (NEW."id", NEW."known_on", NEW."known_precision", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."role", NEW."source_id"); RETURN NULL;',
                    hash="04e491068a70103446041752e9248e4a5433054a",
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
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."known_on" IS DISTINCT FROM (NEW."known_on") OR OLD."known_precision" IS DISTINCT FROM (NEW."known_precision") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id"))',
                    func='INSERT INTO "partners_contactevent" ("id", "known_on", "known_precision", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "source_id") VALUES (NEW."id", NEW."known_on", NEW."known_precision", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."role", NEW."source_id"); RETURN NULL;',
                    hash="87f451ec2758d4aac997b59b72b1f96c91e3c2b5",
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
                    func='INSERT INTO "partners_contactevent" ("id", "known_on", "known_precision", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "source_id") VALUES (OLD."id", OLD."known_on", OLD."known_precision", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."role", OLD."source_id"); RETURN NULL;',
                    hash="301a30c5304fe2e1d375799ed3e7f6803bf04452",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c013c",
                    table="partners_contact",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="commitmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7006447b8c6fe21bb55fd50aedcf21b051012519",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b0394",
                    table="partners_commitmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["title", "id"], name="commitment_by_title"),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount__isnull", True), ("amount__range", (0, Decimal("999999999999.99"))), _connector="OR"
                ),
                name="commitment_amount_not_negative",
                violation_error_message="A sum of money promised cannot be below zero.",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recipient__isnull", False), ("kind__in", ["internal_budget", "grant_scheme"]), _connector="OR"
                ),
                name="commitment_recipient_by_kind",
                violation_error_message="Say who receives the money; only an internal budget or a scheme has none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__gte", models.F("starts_on")),
                    ("starts_on__isnull", True),
                    ("ends_on__isnull", True),
                    _connector="OR",
                ),
                name="commitment_days_in_order",
                violation_error_message="The period ends before it starts.",
            ),
        ),
        AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version := OLD.version + 1; RETURN NEW;",
                    hash="41b688302aaab7dee9c64a1be1827bc8c3d30bcf",
                    operation="UPDATE",
                    pgid="pgtrigger_raise_version_267b9",
                    table="partners_commitment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="shares_make_total",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    declare="DECLARE total numeric; pounds numeric; percents numeric; published integer; unknown integer; known numeric; slack numeric;",
                    func="\n                SELECT amount INTO total FROM partners_commitment WHERE id = NEW.id FOR NO KEY UPDATE;\n                SELECT coalesce(sum(amount), 0), coalesce(sum(percent), 0), count(percent),\n                       count(*) FILTER (WHERE amount IS NULL AND percent IS NULL)\n                  INTO pounds, percents, published, unknown\n                  FROM partners_contribution WHERE commitment_id = NEW.id;\n                IF total IS NULL THEN\n                    IF pounds > 0 THEN unknown := unknown + 1; END IF;\n                    pounds := 0;\n                    total := 100;\n                END IF;\n                known := pounds + total * percents / 100;\n                slack := total * 0.00005 * published;\n                IF known > total + slack THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'shares_within_total', MESSAGE = 'The funders'' known shares come to more than the total.';\n                END IF;\n                IF unknown = 0 AND known < total - slack\n                   AND EXISTS (SELECT FROM partners_contribution WHERE commitment_id = NEW.id) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'shares_make_total', MESSAGE = 'All the funders'' shares are known, so they must make the total.';\n                END IF;\n                RETURN NULL;\n            ",
                    hash="5ac53c2a91c35d48e8c6f714ea41499a10a7dc6e",
                    operation='UPDATE OF "amount"',
                    pgid="pgtrigger_shares_make_total_caaf6",
                    table="partners_commitment",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_commitmentevent" ("amount", "announced_on", "awarded_on", "decision_id", "ends_on", "financial_years", "held_by_id", "id", "is_recurring", "kind", "note", "period_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "recipient_id", "reference", "share_rule", "source_id", "starts_on", "title", "wider_aims") VALUES (NEW."amount", NEW."announced_on", NEW."awarded_on", NEW."decision_id", NEW."ends_on", NEW."financial_years", NEW."held_by_id", NEW."id", NEW."is_recurring", NEW."kind", NEW."note", NEW."period_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."qualifier", NEW."recipient_id", NEW."reference", NEW."share_rule", NEW."source_id", NEW."starts_on", NEW."title", NEW."wider_aims"); RETURN NULL;',
                    hash="edc06e6f5a28778210e1d2839fd3a66d61ffa857",
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
                    condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."announced_on" IS DISTINCT FROM (NEW."announced_on") OR OLD."awarded_on" IS DISTINCT FROM (NEW."awarded_on") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."financial_years" IS DISTINCT FROM (NEW."financial_years") OR OLD."held_by_id" IS DISTINCT FROM (NEW."held_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_recurring" IS DISTINCT FROM (NEW."is_recurring") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."period_note" IS DISTINCT FROM (NEW."period_note") OR OLD."qualifier" IS DISTINCT FROM (NEW."qualifier") OR OLD."recipient_id" IS DISTINCT FROM (NEW."recipient_id") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."share_rule" IS DISTINCT FROM (NEW."share_rule") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."wider_aims" IS DISTINCT FROM (NEW."wider_aims"))',
                    func='INSERT INTO "partners_commitmentevent" ("amount", "announced_on", "awarded_on", "decision_id", "ends_on", "financial_years", "held_by_id", "id", "is_recurring", "kind", "note", "period_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "recipient_id", "reference", "share_rule", "source_id", "starts_on", "title", "wider_aims") VALUES (NEW."amount", NEW."announced_on", NEW."awarded_on", NEW."decision_id", NEW."ends_on", NEW."financial_years", NEW."held_by_id", NEW."id", NEW."is_recurring", NEW."kind", NEW."note", NEW."period_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."qualifier", NEW."recipient_id", NEW."reference", NEW."share_rule", NEW."source_id", NEW."starts_on", NEW."title", NEW."wider_aims"); RETURN NULL;',
                    hash="dd8dda854fb30d39d9b51e3859ce0f90ffd8472b",
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
                    func='INSERT INTO "partners_commitmentevent" ("amount", "announced_on", "awarded_on", "decision_id", "ends_on", "financial_years", "held_by_id", "id", "is_recurring", "kind", "note", "period_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "recipient_id", "reference", "share_rule", "source_id", "starts_on", "title", "wider_aims") VALUES (OLD."amount", OLD."announced_on", OLD."awarded_on", OLD."decision_id", OLD."ends_on", OLD."financial_years", OLD."held_by_id", OLD."id", OLD."is_recurring", OLD."kind", OLD."note", OLD."period_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."qualifier", OLD."recipient_id", OLD."reference", OLD."share_rule", OLD."source_id", OLD."starts_on", OLD."title", OLD."wider_aims"); RETURN NULL;',
                    hash="a79c61e9c028e8b275fa30b842566204d10916fa",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c50f6",
                    table="partners_commitment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="sourceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b2cb161bd634812611d5be67376d9ecf4f93bcb9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e49a7",
                    table="partners_sourceevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_commitment",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE partners_commitment SET version = version WHERE id = OLD.commitment_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.commitment_id IS DISTINCT FROM OLD.commitment_id) THEN\n                    UPDATE partners_commitment SET version = version WHERE id = NEW.commitment_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="da4c2e4483755a64f2df5d5a87d7ddcb2c72c407",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_commitment_566b0",
                    table="partners_statement",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_statementevent" ("commitment_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "words") VALUES (NEW."commitment_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."source_id", NEW."words"); RETURN NULL;',
                    hash="8b805e1bd9188d37a09661f545e954884be0a791",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_67dec",
                    table="partners_statement",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partners_statementevent" ("commitment_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "words") VALUES (NEW."commitment_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."source_id", NEW."words"); RETURN NULL;',
                    hash="560f71909960c30809149dac000da0b6deb634c9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5ba54",
                    table="partners_statement",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_statementevent" ("commitment_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "words") VALUES (OLD."commitment_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."source_id", OLD."words"); RETURN NULL;',
                    hash="37dbe20a0e3919979be8f4ecfb52be12b4d2876e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_66262",
                    table="partners_statement",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="statementevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0c0006df33195a811c4eb00202ec8277d5ee9883",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_038d4",
                    table="partners_statementevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="succession",
            trigger=pgtrigger.compiler.Trigger(
                name="no_circle",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            PERFORM pg_advisory_xact_lock(hashtext('partners_succession'));\n            IF EXISTS (\n                WITH RECURSIVE later(id) AS (\n                    SELECT NEW.successor_id\n                    UNION\n                    SELECT s.successor_id FROM partners_succession s JOIN later ON s.predecessor_id = later.id\n                    WHERE s.id IS DISTINCT FROM NEW.id\n                )\n                SELECT FROM later WHERE id = NEW.predecessor_id\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'succession_no_circle', MESSAGE = 'An organisation cannot come to succeed itself.';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="805aa94833e4646f3bb4ff4f2a7b6f74e0aac620",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_no_circle_7f3ef",
                    table="partners_succession",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="succession",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_predecessor",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE partners_organisation SET version = version WHERE id = OLD.predecessor_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.predecessor_id IS DISTINCT FROM OLD.predecessor_id) THEN\n                    UPDATE partners_organisation SET version = version WHERE id = NEW.predecessor_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="27b9266b00de803b79cff5ac9d2bf8664d7ac3c5",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_predecessor_7acba",
                    table="partners_succession",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="succession",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_successor",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE partners_organisation SET version = version WHERE id = OLD.successor_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.successor_id IS DISTINCT FROM OLD.successor_id) THEN\n                    UPDATE partners_organisation SET version = version WHERE id = NEW.successor_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="b64388b403d1b42863abab8cdd3bd72f2444e2ee",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_successor_88353",
                    table="partners_succession",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="succession",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_successionevent" ("effective_on", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "source_id", "successor_id") VALUES (NEW."effective_on", NEW."id", NEW."kind", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."predecessor_id", NEW."source_id", NEW."successor_id"); RETURN NULL;',
                    hash="abc2af068391d7ee6bf91d91e11af9a975d44966",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_34ea0",
                    table="partners_succession",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="succession",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partners_successionevent" ("effective_on", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "source_id", "successor_id") VALUES (NEW."effective_on", NEW."id", NEW."kind", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."predecessor_id", NEW."source_id", NEW."successor_id"); RETURN NULL;',
                    hash="a131302831507d1d297aa47aa9bfe05cc6f3c75d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1ca67",
                    table="partners_succession",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="succession",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_successionevent" ("effective_on", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "source_id", "successor_id") VALUES (OLD."effective_on", OLD."id", OLD."kind", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."predecessor_id", OLD."source_id", OLD."successor_id"); RETURN NULL;',
                    hash="023d7e6ba91cf2228262ac12ecda2ef9af86331a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3ba57",
                    table="partners_succession",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="successionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5418624e68f6089af9dd5112388ce61cc6f4e0d7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_23682",
                    table="partners_successionevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="userevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="29277babc6502be25d68d4e59998fdfb5d43ab5d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ebf36",
                    table="partners_userevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="personrole",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_personroleevent" ("group_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "user_id") VALUES (NEW."group_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."user_id"); RETURN NULL;',
                    hash="7b744263ab18fa1920110f811416098165642df9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5750a",
                    table="partners_user_groups",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="personrole",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partners_personroleevent" ("group_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "user_id") VALUES (NEW."group_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."user_id"); RETURN NULL;',
                    hash="0c0e72e7f8f16e448d1b21de1fd60fd0c0f8ec1c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fc12f",
                    table="partners_user_groups",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="personrole",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_personroleevent" ("group_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "user_id") VALUES (OLD."group_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."user_id"); RETURN NULL;',
                    hash="4aecbf987385280c28cca001c9469d12786b75dd",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_da9cb",
                    table="partners_user_groups",
                    when="AFTER",
                ),
            ),
        ),
    ]
    operations = together(operations)
