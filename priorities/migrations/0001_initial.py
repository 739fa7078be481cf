from decimal import Decimal

import django.contrib.postgres.constraints
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import careplan.periods
from careplan.operations import AddTrigger, together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("partners", "0001_initial"),
        ("partners", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Action",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "code",
                    models.CharField(
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9][A-Za-z0-9.-]*$",
                                "A code is letters and digits, with full stops or hyphens inside, such as CA1.",
                            )
                        ],
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("description", models.TextField(blank=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("project", "Project"), ("core_business", "Core business")],
                        default="project",
                        max_length=13,
                    ),
                ),
                ("lead_role", models.CharField(blank=True, max_length=120, verbose_name="lead, as a role")),
                ("starts_on", models.DateField(verbose_name="start")),
                ("original_due_on", models.DateField(verbose_name="original due date")),
                ("due_on", models.DateField(verbose_name="current due date")),
                (
                    "date_basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("document", "From the document"),
                            ("part_document", "Partly from the document, partly illustrative"),
                            ("illustrative", "Illustrative"),
                        ],
                        max_length=13,
                        verbose_name="where the dates come from",
                    ),
                ),
                ("source_note", models.CharField(blank=True, max_length=400)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("not_reported", "Not reported"),
                            ("not_started", "Not started"),
                            ("in_progress", "In progress"),
                            ("on_hold", "On hold"),
                            ("awaiting_sign_off", "Awaiting sign-off"),
                            ("complete", "Complete"),
                            ("cancelled", "Cancelled"),
                            ("transferred", "Transferred"),
                        ],
                        default="not_started",
                        editable=False,
                        max_length=17,
                    ),
                ),
                ("stage_changed_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "rating",
                    models.CharField(
                        blank=True,
                        choices=[("green", "On track"), ("amber", "At risk"), ("red", "Off track")],
                        editable=False,
                        max_length=5,
                    ),
                ),
                (
                    "previous_rating",
                    models.CharField(
                        blank=True,
                        choices=[("green", "On track"), ("amber", "At risk"), ("red", "Off track")],
                        editable=False,
                        max_length=5,
                    ),
                ),
                ("last_update_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "completed_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="date of completion"),
                ),
                (
                    "next_milestone_on",
                    models.DateField(editable=False, null=True, verbose_name="due date of the first open milestone"),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions_deputised",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions_led",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lead_organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions_led",
                        to="partners.organisation",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="partners.source",
                    ),
                ),
            ],
            options={
                "ordering": [django.db.models.functions.text.Length("code"), "code"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("method", models.CharField(max_length=120)),
                ("audience", models.CharField(max_length=300)),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="partners.source",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="DateChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_due_on", models.DateField(verbose_name="from")),
                ("to_due_on", models.DateField(verbose_name="to")),
                ("reason", models.TextField()),
                ("asked_on", models.DateField()),
                ("agreed_on", models.DateField(blank=True, null=True)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="date_changes", to="priorities.action"
                    ),
                ),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="date_changes_agreed",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="date_changes_asked",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="date_changes",
                        to="partners.decision",
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("from_due_on", models.F("to_due_on")), _negated=True),
                        name="date_change_moves",
                        violation_error_message="The new due date is the same as the current one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "\\S")),
                        name="date_change_with_reason",
                        violation_error_message="Say why the date moves.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_by__isnull", True), ("agreed_on__isnull", True)),
                            models.Q(
                                ("agreed_by__isnull", False),
                                ("agreed_on__gte", models.F("asked_on")),
                                ("agreed_on__isnull", False),
                                models.Q(
                                    ("asked_by__isnull", True),
                                    models.Q(("asked_by", models.F("agreed_by")), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="date_change_second_person",
                        violation_error_message="Somebody other than who asked agrees to a new date.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DateChangeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("from_due_on", models.DateField(verbose_name="from")),
                ("to_due_on", models.DateField(verbose_name="to")),
                ("reason", models.TextField()),
                ("asked_on", models.DateField()),
                ("agreed_on", models.DateField(blank=True, null=True)),
                (
                    "action",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="priorities.action",
                    ),
                ),
                (
                    "agreed_by",
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
                    "asked_by",
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
                        to="priorities.datechange",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Dependency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="dependencies", to="priorities.action"
                    ),
                ),
                (
                    "depends_on",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dependants", to="priorities.action"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "dependencies",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("action", "depends_on"),
                        name="dependency_once",
                        violation_error_message="This dependency is listed already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("action", models.F("depends_on")), _negated=True),
                        name="dependency_on_another",
                        violation_error_message="An action cannot depend on itself.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="action",
            name="depends_on",
            field=models.ManyToManyField(
                blank=True, related_name="needed_by", through="priorities.Dependency", to="priorities.action"
            ),
        ),
        migrations.CreateModel(
            name="DependencyEvent",
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
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="priorities.action",
                    ),
                ),
                (
                    "depends_on",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="priorities.action",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="priorities.dependency",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="link")),
                ("note", models.TextField(blank=True)),
                ("added_on", models.DateField()),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="evidence", to="priorities.action"
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_added",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "ordering": ["added_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("title__regex", "\\S"),
                            models.Q(("url__regex", "\\S"), ("note__regex", "\\S"), _connector="OR"),
                        ),
                        name="evidence_link_or_note",
                        violation_error_message="Give the evidence a title, and a link or a note.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="link")),
                ("note", models.TextField(blank=True)),
                ("added_on", models.DateField()),
                (
                    "action",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="priorities.action",
                    ),
                ),
                (
                    "added_by",
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
                        to="priorities.evidence",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("due_on", models.DateField(verbose_name="due date")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="milestones", to="priorities.action"
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title__regex", "\\S")),
                        name="milestone_titled",
                        violation_error_message="Give the milestone a title.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MilestoneEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("due_on", models.DateField(verbose_name="due date")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done")),
                (
                    "action",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="priorities.action",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="priorities.milestone",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("period_label", models.CharField(blank=True, max_length=40, verbose_name="period in words")),
                ("vision", models.TextField(blank=True)),
                ("approach", models.TextField(blank=True, help_text="One a line")),
                ("starts_on", models.DateField(verbose_name="start")),
                ("ends_on", models.DateField(verbose_name="end (last day)")),
                ("dates_note", models.CharField(blank=True, max_length=400, verbose_name="where the dates come from")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_consultation", "In consultation"),
                            ("approved", "Approved"),
                            ("in_delivery", "In delivery"),
                            ("closed", "Closed"),
                        ],
                        default="draft",
                        max_length=15,
                    ),
                ),
                (
                    "follows_title",
                    models.CharField(blank=True, max_length=200, verbose_name="title of the plan it follows"),
                ),
                (
                    "follows_approved_on",
                    models.DateField(blank=True, null=True, verbose_name="day that plan was approved"),
                ),
                ("follows_url", models.URLField(blank=True, max_length=500, verbose_name="link to that plan")),
                ("portfolio_role", models.CharField(blank=True, max_length=120)),
                ("accountable_role", models.CharField(blank=True, max_length=120)),
                ("scrutiny_body", models.CharField(blank=True, max_length=120)),
                (
                    "green_means",
                    models.CharField(
                        default="Will be delivered by its due date, with no issues that threaten it.",
                        max_length=200,
                        verbose_name="what on track means",
                    ),
                ),
                (
                    "amber_means",
                    models.CharField(
                        default="May be late or fall short, but there is a way back.",
                        max_length=200,
                        verbose_name="what at risk means",
                    ),
                ),
                (
                    "red_means",
                    models.CharField(
                        default="Will be late or fall short unless something changes or others step in.",
                        max_length=200,
                        verbose_name="what off track means",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="partners.decision",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="partners.organisation"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="partners.source",
                    ),
                ),
            ],
            options={
                "ordering": ["-ends_on", "title"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        models.Case(models.When(stage="in_delivery", then=0), default=1),
                        models.OrderBy(models.F("ends_on"), descending=True),
                        models.F("id"),
                        name="plan_most_current",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__gte", models.F("starts_on")),
                            ("starts_on__isnull", True),
                            ("ends_on__isnull", True),
                            _connector="OR",
                        ),
                        name="plan_days_in_order",
                        violation_error_message="The plan ends before it starts.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsultationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("method", models.CharField(max_length=120)),
                ("audience", models.CharField(max_length=300)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="priorities.consultation",
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
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="priorities.plan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="consultation",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="consultations", to="priorities.plan"
            ),
        ),
        migrations.CreateModel(
            name="Allocation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                        verbose_name="amount in pounds",
                    ),
                ),
                ("basis", models.CharField(choices=[("published", "Published"), ("derived", "Derived")], max_length=9)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="priorities.action",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="partners.commitment",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="allocations", to="priorities.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="action",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="priorities.plan"
            ),
        ),
        migrations.CreateModel(
            name="PlanEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("slug", models.SlugField(db_index=False, max_length=80)),
                ("title", models.CharField(max_length=200)),
                ("period_label", models.CharField(blank=True, max_length=40, verbose_name="period in words")),
                ("vision", models.TextField(blank=True)),
                ("approach", models.TextField(blank=True, help_text="One a line")),
                ("starts_on", models.DateField(verbose_name="start")),
                ("ends_on", models.DateField(verbose_name="end (last day)")),
                ("dates_note", models.CharField(blank=True, max_length=400, verbose_name="where the dates come from")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_consultation", "In consultation"),
                            ("approved", "Approved"),
                            ("in_delivery", "In delivery"),
                            ("closed", "Closed"),
                        ],
                        default="draft",
                        max_length=15,
                    ),
                ),
                (
                    "follows_title",
                    models.CharField(blank=True, max_length=200, verbose_name="title of the plan it follows"),
                ),
                (
                    "follows_approved_on",
                    models.DateField(blank=True, null=True, verbose_name="day that plan was approved"),
                ),
                ("follows_url", models.URLField(blank=True, max_length=500, verbose_name="link to that plan")),
                ("portfolio_role", models.CharField(blank=True, max_length=120)),
                ("accountable_role", models.CharField(blank=True, max_length=120)),
                ("scrutiny_body", models.CharField(blank=True, max_length=120)),
                (
                    "green_means",
                    models.CharField(
                        default="Will be delivered by its due date, with no issues that threaten it.",
                        max_length=200,
                        verbose_name="what on track means",
                    ),
                ),
                (
                    "amber_means",
                    models.CharField(
                        default="May be late or fall short, but there is a way back.",
                        max_length=200,
                        verbose_name="what at risk means",
                    ),
                ),
                (
                    "red_means",
                    models.CharField(
                        default="Will be late or fall short unless something changes or others step in.",
                        max_length=200,
                        verbose_name="what off track means",
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
                    "owner",
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
            name="Priority",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "code",
                    models.CharField(
                        max_length=8,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9][A-Za-z0-9.-]*$",
                                "A code is letters and digits, with full stops or hyphens inside, such as CA1.",
                            )
                        ],
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("description", models.TextField(blank=True)),
                ("sponsor_role", models.CharField(blank=True, max_length=120)),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="priorities_led",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="priorities", to="priorities.plan"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="priorities",
                        to="partners.source",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "priorities",
                "ordering": ["plan", "number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "code"),
                        name="priority_code_once_in_plan",
                        violation_error_message="This code is used by another priority of the plan.",
                    ),
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("plan", "number"),
                        name="priority_number_once_in_plan",
                        violation_error_message="This number is used by another priority of the plan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[A-Za-z0-9][A-Za-z0-9.-]*$")),
                        name="priority_code_format",
                        violation_error_message="A code is letters and digits, with full stops or hyphens inside, such as CA1.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AllocationEvent",
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
                        decimal_places=2,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                        verbose_name="amount in pounds",
                    ),
                ),
                ("basis", models.CharField(choices=[("published", "Published"), ("derived", "Derived")], max_length=9)),
                ("note", models.CharField(blank=True, max_length=300)),
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
                        to="priorities.allocation",
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
        migrations.AddField(
            model_name="allocation",
            name="priority",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="allocations",
                to="priorities.priority",
            ),
        ),
        migrations.CreateModel(
            name="ActionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    models.CharField(
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9][A-Za-z0-9.-]*$",
                                "A code is letters and digits, with full stops or hyphens inside, such as CA1.",
                            )
                        ],
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("description", models.TextField(blank=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("project", "Project"), ("core_business", "Core business")],
                        default="project",
                        max_length=13,
                    ),
                ),
                ("lead_role", models.CharField(blank=True, max_length=120, verbose_name="lead, as a role")),
                ("starts_on", models.DateField(verbose_name="start")),
                ("original_due_on", models.DateField(verbose_name="original due date")),
                ("due_on", models.DateField(verbose_name="current due date")),
                (
                    "date_basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("document", "From the document"),
                            ("part_document", "Partly from the document, partly illustrative"),
                            ("illustrative", "Illustrative"),
                        ],
                        max_length=13,
                        verbose_name="where the dates come from",
                    ),
                ),
                ("source_note", models.CharField(blank=True, max_length=400)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("not_reported", "Not reported"),
                            ("not_started", "Not started"),
                            ("in_progress", "In progress"),
                            ("on_hold", "On hold"),
                            ("awaiting_sign_off", "Awaiting sign-off"),
                            ("complete", "Complete"),
                            ("cancelled", "Cancelled"),
                            ("transferred", "Transferred"),
                        ],
                        default="not_started",
                        editable=False,
                        max_length=17,
                    ),
                ),
                ("stage_changed_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "rating",
                    models.CharField(
                        blank=True,
                        choices=[("green", "On track"), ("amber", "At risk"), ("red", "Off track")],
                        editable=False,
                        max_length=5,
                    ),
                ),
                (
                    "previous_rating",
                    models.CharField(
                        blank=True,
                        choices=[("green", "On track"), ("amber", "At risk"), ("red", "Off track")],
                        editable=False,
                        max_length=5,
                    ),
                ),
                ("last_update_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "completed_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="date of completion"),
                ),
                (
                    "deputy",
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
                    "lead",
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
                    "lead_organisation",
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="priorities.action",
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
                    "priority",
                    models.ForeignKey(
                        db_constraint=False,
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
        migrations.AddField(
            model_name="action",
            name="priority",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="priorities.priority"
            ),
        ),
        migrations.CreateModel(
            name="PriorityEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    models.CharField(
                        max_length=8,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9][A-Za-z0-9.-]*$",
                                "A code is letters and digits, with full stops or hyphens inside, such as CA1.",
                            )
                        ],
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("description", models.TextField(blank=True)),
                ("sponsor_role", models.CharField(blank=True, max_length=120)),
                (
                    "lead",
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
                        to="priorities.priority",
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
            name="RelatedCommitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="commitment_relations",
                        to="priorities.action",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="action_relations",
                        to="partners.commitment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("action", "commitment"),
                        name="related_commitment_once",
                        violation_error_message="This commitment is listed already.",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="action",
            name="related_commitments",
            field=models.ManyToManyField(
                blank=True,
                related_name="related_actions",
                through="priorities.RelatedCommitment",
                to="partners.commitment",
            ),
        ),
        migrations.CreateModel(
            name="RelatedCommitmentEvent",
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
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="priorities.action",
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="priorities.relatedcommitment",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                ("starts_on", models.DateField(verbose_name="period from")),
                ("ends_on", models.DateField(verbose_name="period to (last day)")),
                ("as_at", models.DateField(verbose_name="position as at")),
                ("updates_due_on", models.DateField(verbose_name="updates due by")),
                ("closes_on", models.DateField()),
                ("committee_on", models.DateField(blank=True, null=True, verbose_name="committee date")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rounds", to="priorities.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["updates_due_on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "name"),
                        name="round_name_once_in_plan",
                        violation_error_message="Another round of this plan has this name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__gte", models.F("starts_on")),
                            ("starts_on__isnull", True),
                            ("ends_on__isnull", True),
                            _connector="OR",
                        ),
                        name="round_period_in_order",
                        violation_error_message="The period ends before it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("as_at__gte", models.F("starts_on")),
                            ("updates_due_on__gte", models.F("as_at")),
                            ("closes_on__gte", models.F("updates_due_on")),
                        ),
                        name="round_days_in_order",
                        violation_error_message="First the position is taken, then updates are due, then the round closes.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("plan", "="), (careplan.periods.Period("starts_on", "ends_on"), "&&")],
                        name="round_periods_apart",
                        violation_error_message="Another round of this plan covers some of these days.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoundEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=40)),
                ("starts_on", models.DateField(verbose_name="period from")),
                ("ends_on", models.DateField(verbose_name="period to (last day)")),
                ("as_at", models.DateField(verbose_name="position as at")),
                ("updates_due_on", models.DateField(verbose_name="updates due by")),
                ("closes_on", models.DateField()),
                ("committee_on", models.DateField(blank=True, null=True, verbose_name="committee date")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="priorities.round",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StageChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "from_stage",
                    models.CharField(
                        choices=[
                            ("not_reported", "Not reported"),
                            ("not_started", "Not started"),
                            ("in_progress", "In progress"),
                            ("on_hold", "On hold"),
                            ("awaiting_sign_off", "Awaiting sign-off"),
                            ("complete", "Complete"),
                            ("cancelled", "Cancelled"),
                            ("transferred", "Transferred"),
                        ],
                        max_length=17,
                    ),
                ),
                (
                    "to_stage",
                    models.CharField(
                        choices=[
                            ("not_reported", "Not reported"),
                            ("not_started", "Not started"),
                            ("in_progress", "In progress"),
                            ("on_hold", "On hold"),
                            ("awaiting_sign_off", "Awaiting sign-off"),
                            ("complete", "Complete"),
                            ("cancelled", "Cancelled"),
                            ("transferred", "Transferred"),
                        ],
                        max_length=17,
                    ),
                ),
                ("changed_on", models.DateField()),
                ("completed_on", models.DateField(blank=True, null=True, verbose_name="date of completion")),
                ("reason", models.TextField(blank=True)),
                ("transferred_to", models.CharField(blank=True, max_length=200)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stage_changes",
                        to="priorities.action",
                    ),
                ),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stage_changes_agreed",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stage_changes_asked",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stage_changes",
                        to="partners.decision",
                    ),
                ),
            ],
            options={
                "ordering": ["-changed_on", "-pk"],
                "indexes": [models.Index(fields=["action", "-changed_on", "-id"], name="stagechange_newest_of_action")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "from_stage__in",
                                [
                                    "not_reported",
                                    "not_started",
                                    "in_progress",
                                    "on_hold",
                                    "awaiting_sign_off",
                                    "complete",
                                    "cancelled",
                                    "transferred",
                                ],
                            ),
                            (
                                "to_stage__in",
                                [
                                    "not_reported",
                                    "not_started",
                                    "in_progress",
                                    "on_hold",
                                    "awaiting_sign_off",
                                    "complete",
                                    "cancelled",
                                    "transferred",
                                ],
                            ),
                        ),
                        name="stage_change_stages_known",
                        violation_error_message="Choose one of the stages.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_stage", models.F("to_stage")), _negated=True),
                        name="stage_change_moves",
                        violation_error_message="The action is at this stage already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("to_stage__in", ["on_hold", "cancelled", "transferred"]), _negated=True),
                            ("reason__regex", "\\S"),
                            _connector="OR",
                        ),
                        name="stage_change_with_reason",
                        violation_error_message="Say why it is put on hold, cancelled or transferred.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_stage", "transferred"), ("transferred_to", ""), _connector="XOR"),
                        name="stage_change_transferred_to",
                        violation_error_message="Say where a transferred action goes, and only then.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_stage__in", ["awaiting_sign_off", "complete"]),
                            ("completed_on__isnull", True),
                            _connector="XOR",
                        ),
                        name="stage_change_completed_on",
                        violation_error_message="Give the date of completion when the work is done, and only then.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("to_stage", "complete"), _negated=True),
                            models.Q(
                                ("agreed_by__isnull", False),
                                ("asked_by__isnull", False),
                                models.Q(("asked_by", models.F("agreed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="stage_change_second_person",
                        violation_error_message="Somebody other than who asked signs off the completion.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StageChangeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "from_stage",
                    models.CharField(
                        choices=[
                            ("not_reported", "Not reported"),
                            ("not_started", "Not started"),
                            ("in_progress", "In progress"),
                            ("on_hold", "On hold"),
                            ("awaiting_sign_off", "Awaiting sign-off"),
                            ("complete", "Complete"),
                            ("cancelled", "Cancelled"),
                            ("transferred", "Transferred"),
                        ],
                        max_length=17,
                    ),
                ),
                (
                    "to_stage",
                    models.CharField(
                        choices=[
                            ("not_reported", "Not reported"),
                            ("not_started", "Not started"),
                            ("in_progress", "In progress"),
                            ("on_hold", "On hold"),
                            ("awaiting_sign_off", "Awaiting sign-off"),
                            ("complete", "Complete"),
                            ("cancelled", "Cancelled"),
                            ("transferred", "Transferred"),
                        ],
                        max_length=17,
                    ),
                ),
                ("changed_on", models.DateField()),
                ("completed_on", models.DateField(blank=True, null=True, verbose_name="date of completion")),
                ("reason", models.TextField(blank=True)),
                ("transferred_to", models.CharField(blank=True, max_length=200)),
                (
                    "action",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="priorities.action",
                    ),
                ),
                (
                    "agreed_by",
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
                    "asked_by",
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
                        to="priorities.stagechange",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Support",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(default="supports", max_length=120)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="supports", to="priorities.action"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="supports", to="partners.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["organisation__name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("action", "organisation", "role"),
                        name="support_once_per_role",
                        violation_error_message="This organisation is listed already in this role.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SupportEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("role", models.CharField(default="supports", max_length=120)),
                (
                    "action",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="priorities.action",
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="priorities.support",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Update",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("posted_on", models.DateField()),
                ("posted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("posted_as", models.CharField(blank=True, max_length=120, verbose_name="role of who posted it")),
                (
                    "rating",
                    models.CharField(
                        blank=True,
                        choices=[("green", "On track"), ("amber", "At risk"), ("red", "Off track")],
                        max_length=5,
                    ),
                ),
                ("done", models.TextField(verbose_name="what was done")),
                ("next", models.TextField(blank=True, verbose_name="what is next")),
                ("reason", models.TextField(blank=True)),
                ("path_to_green", models.TextField(blank=True)),
                (
                    "dates_explained",
                    models.TextField(blank=True, verbose_name="why it is on track although the dates say otherwise"),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                ("withdrawal_reason", models.TextField(blank=True)),
                ("redacted_at", models.DateTimeField(blank=True, null=True)),
                ("redaction_reason", models.TextField(blank=True)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="updates", to="priorities.action"
                    ),
                ),
                (
                    "posted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="updates_posted",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "redacted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="updates_redacted",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="updates_withdrawn",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-posted_on", "-pk"],
                "indexes": [models.Index(fields=["action", "-posted_on", "-id"], name="update_newest_of_action")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("done__regex", "\\S")),
                        name="update_says_what_was_done",
                        violation_error_message="Say what was done.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("rating__in", ["amber", "red"]), _negated=True),
                            ("reason__regex", "\\S"),
                            _connector="OR",
                        ),
                        name="update_reason_unless_green",
                        violation_error_message="Say why it is at risk or off track.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("rating__in", ["amber", "red"]), _negated=True),
                            ("path_to_green__regex", "\\S"),
                            _connector="OR",
                        ),
                        name="update_path_unless_green",
                        violation_error_message="Say how it will get back to on track.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rating__in", ["", "green", "amber", "red"])),
                        name="update_rating_known",
                        violation_error_message="Choose on track, at risk or off track.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawal_reason", ""),
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_by__isnull", True),
                                ("withdrawn_on__isnull", True),
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_on__isnull", False),
                                ("withdrawal_reason__regex", "\\S"),
                            ),
                            _connector="OR",
                        ),
                        name="update_withdrawn_with_reason",
                        violation_error_message="Say why the update is withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("redacted_at__isnull", True), ("redacted_by__isnull", True), ("redaction_reason", "")
                            ),
                            models.Q(("redacted_at__isnull", False), ("redaction_reason__regex", "\\S")),
                            _connector="OR",
                        ),
                        name="update_redacted_with_reason",
                        violation_error_message="Say why the words are redacted.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UpdateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("posted_on", models.DateField()),
                ("posted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("posted_as", models.CharField(blank=True, max_length=120, verbose_name="role of who posted it")),
                (
                    "rating",
                    models.CharField(
                        blank=True,
                        choices=[("green", "On track"), ("amber", "At risk"), ("red", "Off track")],
                        max_length=5,
                    ),
                ),
                ("done", models.TextField(verbose_name="what was done")),
                ("next", models.TextField(blank=True, verbose_name="what is next")),
                ("reason", models.TextField(blank=True)),
                ("path_to_green", models.TextField(blank=True)),
                (
                    "dates_explained",
                    models.TextField(blank=True, verbose_name="why it is on track although the dates say otherwise"),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                ("withdrawal_reason", models.TextField(blank=True)),
                ("redacted_at", models.DateTimeField(blank=True, null=True)),
                ("redaction_reason", models.TextField(blank=True)),
                (
                    "action",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="priorities.action",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="priorities.update",
                    ),
                ),
                (
                    "posted_by",
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
                    "redacted_by",
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
        AddTrigger(
            model_name="datechange",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_action",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE priorities_action SET version = version WHERE id = OLD.action_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.action_id IS DISTINCT FROM OLD.action_id) THEN\n                    UPDATE priorities_action SET version = version WHERE id = NEW.action_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="5adc4773c87301cf0fc0895128c905dca1dfe933",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_action_04da3",
                    table="priorities_datechange",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="datechange",
            trigger=pgtrigger.compiler.Trigger(
                name="agreed_date_change_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."agreed_on" IS NOT NULL)',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'date_change_kept', MESSAGE = 'An agreed date change stays as it was recorded. Ask for another.';",
                    hash="8df31f8c0b1c20c5a3205df3fc5598fd058062b7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_agreed_date_change_kept_8e56a",
                    table="priorities_datechange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="datechange",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_datechangeevent" ("action_id", "agreed_by_id", "agreed_on", "asked_by_id", "asked_on", "decision_id", "from_due_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_due_on") VALUES (NEW."action_id", NEW."agreed_by_id", NEW."agreed_on", NEW."asked_by_id", NEW."asked_on", NEW."decision_id", NEW."from_due_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."reason", NEW."to_due_on"); RETURN NULL;',
                    hash="8c3ba258fe6a4ea38982466ed11848a9f32fd146",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_86829",
                    table="priorities_datechange",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="datechange",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "priorities_datechangeevent" ("action_id", "agreed_by_id", "agreed_on", "asked_by_id", "asked_on", "decision_id", "from_due_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_due_on") VALUES (NEW."action_id", NEW."agreed_by_id", NEW."agreed_on", NEW."asked_by_id", NEW."asked_on", NEW."decision_id", NEW."from_due_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."reason", NEW."to_due_on"); RETURN NULL;',
                    hash="d257aa484e5ed0ffc286fd443efea0164a9ca880",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_712dd",
                    table="priorities_datechange",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="datechange",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_datechangeevent" ("action_id", "agreed_by_id", "agreed_on", "asked_by_id", "asked_on", "decision_id", "from_due_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_due_on") VALUES (OLD."action_id", OLD."agreed_by_id", OLD."agreed_on", OLD."asked_by_id", OLD."asked_on", OLD."decision_id", OLD."from_due_on", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."reason", OLD."to_due_on"); RETURN NULL;',
                    hash="fd206dc35941a6384f9094713a2ca1f115a9d998",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9c60c",
                    table="priorities_datechange",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="datechangeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="107bbab3a4ff074015aecb8e3f3878c9da912f8d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6b82d",
                    table="priorities_datechangeevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="dependency",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_action",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE priorities_action SET version = version WHERE id = OLD.action_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.action_id IS DISTINCT FROM OLD.action_id) THEN\n                    UPDATE priorities_action SET version = version WHERE id = NEW.action_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="1555de36fb6af8c9e15a4ed3f00af1c0fa9ac250",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_action_189d1",
                    table="priorities_dependency",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="dependency",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_dependencyevent" ("action_id", "depends_on_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."action_id", NEW."depends_on_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="78bb5e031e9305bcec4c28bb4ba98fa3e6127bb2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cedc2",
                    table="priorities_dependency",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="dependency",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "priorities_dependencyevent" ("action_id", "depends_on_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."action_id", NEW."depends_on_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id"); RETURN NULL;',
                    hash="950e88e885aae8111d013197a23dd5dbd907dd61",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b98c2",
                    table="priorities_dependency",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="dependency",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_dependencyevent" ("action_id", "depends_on_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."action_id", OLD."depends_on_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="69dd5c86dc124bf038c46d45d3b30aa9f4315ecc",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7d853",
                    table="priorities_dependency",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="dependencyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6ed8c1577396fcb1f9b0f7063a82dda2939da86f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5e3de",
                    table="priorities_dependencyevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_action",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE priorities_action SET version = version WHERE id = OLD.action_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.action_id IS DISTINCT FROM OLD.action_id) THEN\n                    UPDATE priorities_action SET version = version WHERE id = NEW.action_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="fdcdb8ca04c84c78c879a21daff4777fa4ba7e95",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_action_f84ec",
                    table="priorities_evidence",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="complete_has_evidence",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n                IF EXISTS (SELECT FROM priorities_action WHERE id = OLD.action_id AND stage = 'complete')\n                   AND NOT EXISTS (SELECT FROM priorities_evidence WHERE action_id = OLD.action_id) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'action_complete_has_evidence', MESSAGE = 'An action is complete only with evidence: a link or a note.';\n                END IF;\n                RETURN NULL;\n            ",
                    hash="526329fb76e70aa3d79ca5266af41752d12f9d93",
                    operation='DELETE OR UPDATE OF "action_id"',
                    pgid="pgtrigger_complete_has_evidence_e12c9",
                    table="priorities_evidence",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_evidenceevent" ("action_id", "added_by_id", "added_on", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "url") VALUES (NEW."action_id", NEW."added_by_id", NEW."added_on", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."title", NEW."url"); RETURN NULL;',
                    hash="492d5bb53bb33048296fa1cd1b4a6cb6417e1a26",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9756c",
                    table="priorities_evidence",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "priorities_evidenceevent" ("action_id", "added_by_id", "added_on", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "url") VALUES (NEW."action_id", NEW."added_by_id", NEW."added_on", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."title", NEW."url"); RETURN NULL;',
                    hash="76a7654075a076426d8bf761769cd4fc5168e884",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_77558",
                    table="priorities_evidence",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_evidenceevent" ("action_id", "added_by_id", "added_on", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "url") VALUES (OLD."action_id", OLD."added_by_id", OLD."added_on", OLD."id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."title", OLD."url"); RETURN NULL;',
                    hash="f404143db50a4d18cb7f8b9168618cb1fd5c276f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_93863",
                    table="priorities_evidence",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="evidenceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="610e0c7422b62302efb6773251f0c7c8e9d630c8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7468b",
                    table="priorities_evidenceevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="milestone",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_action",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE priorities_action SET version = version WHERE id = OLD.action_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.action_id IS DISTINCT FROM OLD.action_id) THEN\n                    UPDATE priorities_action SET version = version WHERE id = NEW.action_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="77328e4da31dab24c98723762f3d5b09a20a0e99",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_action_7577d",
                    table="priorities_milestone",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="milestone",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_milestoneevent" ("action_id", "done_on", "due_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."action_id", NEW."done_on", NEW."due_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."title"); RETURN NULL;',
                    hash="c0ef8ea2940f93ffdca2bd39d2be62115e65e04c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7a893",
                    table="priorities_milestone",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="milestone",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "priorities_milestoneevent" ("action_id", "done_on", "due_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."action_id", NEW."done_on", NEW."due_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."title"); RETURN NULL;',
                    hash="2837c90dcc00b3a4a2d6cc79b3069164d5c214c8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_36de1",
                    table="priorities_milestone",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="milestone",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_milestoneevent" ("action_id", "done_on", "due_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (OLD."action_id", OLD."done_on", OLD."due_on", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."title"); RETURN NULL;',
                    hash="e97eeca9ef491ea586a4ec84b94df837ec7ecbf1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_60740",
                    table="priorities_milestone",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="milestoneevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="89924fbc29ce7ad79c88869ab2b0b082fd8c8883",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c4bd5",
                    table="priorities_milestoneevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version := OLD.version + 1; RETURN NEW;",
                    hash="b53f686b64cde0d270478224da95c8effcb22005",
                    operation="UPDATE",
                    pgid="pgtrigger_raise_version_be76b",
                    table="priorities_plan",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_planevent" ("accountable_role", "amber_means", "approach", "dates_note", "decision_id", "ends_on", "follows_approved_on", "follows_title", "follows_url", "green_means", "id", "owner_id", "period_label", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "portfolio_role", "red_means", "scrutiny_body", "slug", "source_id", "stage", "starts_on", "title", "vision") VALUES (NEW."accountable_role", NEW."amber_means", NEW."approach", NEW."dates_note", NEW."decision_id", NEW."ends_on", NEW."follows_approved_on", NEW."follows_title", NEW."follows_url", NEW."green_means", NEW."id", NEW."owner_id", NEW."period_label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."portfolio_role", NEW."red_means", NEW."scrutiny_body", NEW."slug", NEW."source_id", NEW."stage", NEW."starts_on", NEW."title", NEW."vision"); RETURN NULL;',
                    hash="789fa7775001f3dcf435b96ab4531ea1a633a18e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_67e55",
                    table="priorities_plan",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."accountable_role" IS DISTINCT FROM (NEW."accountable_role") OR OLD."amber_means" IS DISTINCT FROM (NEW."amber_means") OR OLD."approach" IS DISTINCT FROM (NEW."approach") OR OLD."dates_note" IS DISTINCT FROM (NEW."dates_note") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."follows_approved_on" IS DISTINCT FROM (NEW."follows_approved_on") OR OLD."follows_title" IS DISTINCT FROM (NEW."follows_title") OR OLD."follows_url" IS DISTINCT FROM (NEW."follows_url") OR OLD."green_means" IS DISTINCT FROM (NEW."green_means") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."period_label" IS DISTINCT FROM (NEW."period_label") OR OLD."portfolio_role" IS DISTINCT FROM (NEW."portfolio_role") OR OLD."red_means" IS DISTINCT FROM (NEW."red_means") OR OLD."scrutiny_body" IS DISTINCT FROM (NEW."scrutiny_body") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."vision" IS DISTINCT FROM (NEW."vision"))',
                    func='INSERT INTO "priorities_planevent" ("accountable_role", "amber_means", "approach", "dates_note", "decision_id", "ends_on", "follows_approved_on", "follows_title", "follows_url", "green_means", "id", "owner_id", "period_label", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "portfolio_role", "red_means", "scrutiny_body", "slug", "source_id", "stage", "starts_on", "title", "vision") VALUES (NEW."accountable_role", NEW."amber_means", NEW."approach", NEW."dates_note", NEW."decision_id", NEW."ends_on", NEW."follows_approved_on", NEW."follows_title", NEW."follows_url", NEW."green_means", NEW."id", NEW."owner_id", NEW."period_label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."portfolio_role", NEW."red_means", NEW."scrutiny_body", NEW."slug", NEW."source_id", NEW."stage", NEW."starts_on", NEW."title", NEW."vision"); RETURN NULL;',
                    hash="d9d0992d1af38b0ea8e2cbc9dbe496290858c502",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8b009",
                    table="priorities_plan",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_planevent" ("accountable_role", "amber_means", "approach", "dates_note", "decision_id", "ends_on", "follows_approved_on", "follows_title", "follows_url", "green_means", "id", "owner_id", "period_label", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "portfolio_role", "red_means", "scrutiny_body", "slug", "source_id", "stage", "starts_on", "title", "vision") VALUES (OLD."accountable_role", OLD."amber_means", OLD."approach", OLD."dates_note", OLD."decision_id", OLD."ends_on", OLD."follows_approved_on", OLD."follows_title", OLD."follows_url", OLD."green_means", OLD."id", OLD."owner_id", OLD."period_label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."portfolio_role", OLD."red_means", OLD."scrutiny_body", OLD."slug", OLD."source_id", OLD."stage", OLD."starts_on", OLD."title", OLD."vision"); RETURN NULL;',
                    hash="25f7879d6ef2210f4f0a12f05fbdae58006690e8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9c100",
                    table="priorities_plan",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="consultationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a8ce9fd7ab77cb14cdcd23ccb486ca2e5868eb4b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3d850",
                    table="priorities_consultationevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.UniqueConstraint(
                fields=("plan", "method"),
                name="consultation_method_once",
                violation_error_message="This way of consulting is listed already.",
            ),
        ),
        AddTrigger(
            model_name="consultation",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_plan",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE priorities_plan SET version = version WHERE id = OLD.plan_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.plan_id IS DISTINCT FROM OLD.plan_id) THEN\n                    UPDATE priorities_plan SET version = version WHERE id = NEW.plan_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="f220ab4488ef054b31c9a63299be9820bc0e93a6",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_plan_d9ab2",
                    table="priorities_consultation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="consultation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_consultationevent" ("audience", "id", "method", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "source_id") VALUES (NEW."audience", NEW."id", NEW."method", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."plan_id", NEW."source_id"); RETURN NULL;',
                    hash="7f024c98d16685458f8d076674a20b4740890079",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_54f79",
                    table="priorities_consultation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="consultation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "priorities_consultationevent" ("audience", "id", "method", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "source_id") VALUES (NEW."audience", NEW."id", NEW."method", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."plan_id", NEW."source_id"); RETURN NULL;',
                    hash="4233270e3795fe536dce26b6b4a655ecc1823446",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_36c1d",
                    table="priorities_consultation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="consultation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_consultationevent" ("audience", "id", "method", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "source_id") VALUES (OLD."audience", OLD."id", OLD."method", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."plan_id", OLD."source_id"); RETURN NULL;',
                    hash="711e645b1c0b021396f109e3c452745511e0ec95",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b1b11",
                    table="priorities_consultation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="planevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b53338d4963692d00215a003addd87a6d18a063e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bc853",
                    table="priorities_planevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="priority",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version := OLD.version + 1; RETURN NEW;",
                    hash="530d40a3895423b24bbbc18bb876d5ee3d870dba",
                    operation="UPDATE",
                    pgid="pgtrigger_raise_version_a0972",
                    table="priorities_priority",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="priority",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_plan",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE priorities_plan SET version = version WHERE id = OLD.plan_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.plan_id IS DISTINCT FROM OLD.plan_id) THEN\n                    UPDATE priorities_plan SET version = version WHERE id = NEW.plan_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="682d11d027595bea5a19579ee4f895eecbcacd4b",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_plan_2059a",
                    table="priorities_priority",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="priority",
            trigger=pgtrigger.compiler.Trigger(
                name="priority_stays_in_plan",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."plan_id" IS DISTINCT FROM (NEW."plan_id"))',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'priority_stays_in_plan', MESSAGE = 'A priority stays in its plan.';",
                    hash="3c95c9c6b713b4e383687a40761211af1fbf15c4",
                    operation="UPDATE",
                    pgid="pgtrigger_priority_stays_in_plan_64f09",
                    table="priorities_priority",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="priority",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_priorityevent" ("code", "description", "id", "lead_id", "name", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "source_id", "sponsor_role") VALUES (NEW."code", NEW."description", NEW."id", NEW."lead_id", NEW."name", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."plan_id", NEW."source_id", NEW."sponsor_role"); RETURN NULL;',
                    hash="c19fa2cad4c9128326350f937adc67727f285761",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_593ff",
                    table="priorities_priority",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="priority",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."lead_id" IS DISTINCT FROM (NEW."lead_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."plan_id" IS DISTINCT FROM (NEW."plan_id") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."sponsor_role" IS DISTINCT FROM (NEW."sponsor_role"))',
                    func='INSERT INTO "priorities_priorityevent" ("code", "description", "id", "lead_id", "name", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "source_id", "sponsor_role") VALUES (NEW."code", NEW."description", NEW."id", NEW."lead_id", NEW."name", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."plan_id", NEW."source_id", NEW."sponsor_role"); RETURN NULL;',
                    hash="0762f0087c2b219102d86b67fe7c8d2adb15309f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_10be1",
                    table="priorities_priority",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="priority",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_priorityevent" ("code", "description", "id", "lead_id", "name", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "source_id", "sponsor_role") VALUES (OLD."code", OLD."description", OLD."id", OLD."lead_id", OLD."name", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."plan_id", OLD."source_id", OLD."sponsor_role"); RETURN NULL;',
                    hash="894d102a5319fe930ed20342375d09b684483e8f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0e0f9",
                    table="priorities_priority",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="allocationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e9356a5f96eb8d66cceee40dc8be52824cfe46cf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0c51a",
                    table="priorities_allocationevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(("priority__isnull", True), ("action__isnull", True), _connector="XOR"),
                name="allocation_to_priority_or_action",
                violation_error_message="Allocate to a priority or to an action, not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount__gt", 0),
                    models.Q(
                        ("amount__isnull", True), ("amount__range", (0, Decimal("999999999999.99"))), _connector="OR"
                    ),
                ),
                name="allocation_above_zero",
                violation_error_message="An allocation is more than zero.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.UniqueConstraint(
                fields=("commitment", "priority"),
                name="allocation_once_per_priority",
                violation_error_message="This commitment is allocated to the priority already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.UniqueConstraint(
                fields=("commitment", "action"),
                name="allocation_once_per_action",
                violation_error_message="This commitment is allocated to the action already.",
            ),
        ),
        AddTrigger(
            model_name="allocation",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_commitment",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE partners_commitment SET version = version WHERE id = OLD.commitment_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.commitment_id IS DISTINCT FROM OLD.commitment_id) THEN\n                    UPDATE partners_commitment SET version = version WHERE id = NEW.commitment_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="7019d13f9f8aedfee1a118af663f50cb35670a38",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_commitment_acf80",
                    table="priorities_allocation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="allocation",
            trigger=pgtrigger.compiler.Trigger(
                name="plan_of_its_target",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF NEW.plan_id IS DISTINCT FROM coalesce(\n                        (SELECT plan_id FROM priorities_priority WHERE id = NEW.priority_id),\n                        (SELECT plan_id FROM priorities_action WHERE id = NEW.action_id)\n                    ) THEN\n                        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_plan_of_its_target', MESSAGE = 'An allocation belongs to the plan it is made to.';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="ba09a6d14b607544447aac1fe5b750ffdb57ab51",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_plan_of_its_target_93b20",
                    table="priorities_allocation",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="allocation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_allocationevent" ("action_id", "amount", "basis", "commitment_id", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "priority_id") VALUES (NEW."action_id", NEW."amount", NEW."basis", NEW."commitment_id", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."plan_id", NEW."priority_id"); RETURN NULL;',
                    hash="41cc369db64fda9a8aaff7c5a98b84ab3a353a46",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a33f3",
                    table="priorities_allocation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="allocation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "priorities_allocationevent" ("action_id", "amount", "basis", "commitment_id", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "priority_id") VALUES (NEW."action_id", NEW."amount", NEW."basis", NEW."commitment_id", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."plan_id", NEW."priority_id"); RETURN NULL;',
                    hash="8a36ba007011f3446afd70f41fcb76b55da5868e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f211b",
                    table="priorities_allocation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="allocation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_allocationevent" ("action_id", "amount", "basis", "commitment_id", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "priority_id") VALUES (OLD."action_id", OLD."amount", OLD."basis", OLD."commitment_id", OLD."id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."plan_id", OLD."priority_id"); RETURN NULL;',
                    hash="c57c73711d3563a23b44c1a463dd39935873f234",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_95cc7",
                    table="priorities_allocation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="actionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="768303c861517d4a50429db83faddc9d8e3215fb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b41d9",
                    table="priorities_actionevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="priorityevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cc1fc12a49063fadb45509eedcb71e0f9573efae",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_13687",
                    table="priorities_priorityevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="relatedcommitment",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_action",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE priorities_action SET version = version WHERE id = OLD.action_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.action_id IS DISTINCT FROM OLD.action_id) THEN\n                    UPDATE priorities_action SET version = version WHERE id = NEW.action_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="6d3498f5a1c7cacf2d39a2ab543308ff37194c9e",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_action_fd711",
                    table="priorities_relatedcommitment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="relatedcommitment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_relatedcommitmentevent" ("action_id", "commitment_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."action_id", NEW."commitment_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="682f146551f5c19364d4ef89cba6babf69a70265",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0f9fc",
                    table="priorities_relatedcommitment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="relatedcommitment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "priorities_relatedcommitmentevent" ("action_id", "commitment_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."action_id", NEW."commitment_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id"); RETURN NULL;',
                    hash="f319af7b718db6eb8756585d871b1f763e07e593",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3607e",
                    table="priorities_relatedcommitment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="relatedcommitment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_relatedcommitmentevent" ("action_id", "commitment_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."action_id", OLD."commitment_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="80c1f34880436ac37b389f46014b48e62be971a8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2cfb9",
                    table="priorities_relatedcommitment",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(fields=["plan", "stage"], name="action_plan_stage"),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.UniqueConstraint(
                fields=("plan", "code"),
                name="action_code_once_in_plan",
                violation_error_message="This code is used by another action of the plan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__regex", "^[A-Za-z0-9][A-Za-z0-9.-]*$")),
                name="action_code_format",
                violation_error_message="A code is letters and digits, with full stops or hyphens inside, such as CA1.",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on__lte", models.F("due_on")), ("starts_on__lte", models.F("original_due_on"))
                ),
                name="action_starts_before_due",
                violation_error_message="The action starts after it is due.",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stage__in", ["awaiting_sign_off", "complete"]), ("completed_on__isnull", True), _connector="XOR"
                ),
                name="action_completed_on_with_its_stage",
                violation_error_message="Give the date of completion when the work is done, and only then.",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(("rating", ""), ("stage", "in_progress"), _connector="OR"),
                name="action_rated_only_in_progress",
                violation_error_message="An action is rated only while it is in progress.",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "stage__in",
                        [
                            "not_reported",
                            "not_started",
                            "in_progress",
                            "on_hold",
                            "awaiting_sign_off",
                            "complete",
                            "cancelled",
                            "transferred",
                        ],
                    )
                ),
                name="action_stage_known",
                violation_error_message="Choose one of the stages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rating__in", ["", "green", "amber", "red"]),
                    ("previous_rating__in", ["", "green", "amber", "red"]),
                ),
                name="action_rating_known",
                violation_error_message="Choose on track, at risk or off track.",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lead__isnull", True),
                    ("deputy__isnull", True),
                    models.Q(("lead", models.F("deputy")), _negated=True),
                    _connector="OR",
                ),
                name="action_deputy_is_another",
                violation_error_message="The deputy is somebody other than the lead.",
            ),
        ),
        AddTrigger(
            model_name="action",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version := OLD.version + 1; RETURN NEW;",
                    hash="e06fe4c158cafd27cd3629c066ffd0a4b3b6d131",
                    operation="UPDATE",
                    pgid="pgtrigger_raise_version_709bf",
                    table="priorities_action",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="action",
            trigger=pgtrigger.compiler.Trigger(
                name="plan_of_its_priority",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF NOT EXISTS (\n                        SELECT FROM priorities_priority WHERE id = NEW.priority_id AND plan_id = NEW.plan_id\n                    ) THEN\n                        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'action_plan_of_its_priority', MESSAGE = 'An action belongs to a priority of its own plan.';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="9401b4ebb9ef38bc329dd4c112d630ce0ae638c5",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_plan_of_its_priority_9f1f2",
                    table="priorities_action",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="action",
            trigger=pgtrigger.compiler.Trigger(
                name="action_stays_in_plan",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."plan_id" IS DISTINCT FROM (NEW."plan_id"))',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'action_stays_in_plan', MESSAGE = 'An action stays in its plan.';",
                    hash="d04d81ea2922731cbaed5fca0ce3089d48157c83",
                    operation="UPDATE",
                    pgid="pgtrigger_action_stays_in_plan_e73a8",
                    table="priorities_action",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="action",
            trigger=pgtrigger.compiler.Trigger(
                name="next_milestone_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                NEW.next_milestone_on := (\n                    SELECT min(due_on) FROM priorities_milestone WHERE action_id = NEW.id AND done_on IS NULL\n                );\n                RETURN NEW;\n            ",
                    hash="62d46396039f15060ec43e5703d48be5e4207f0d",
                    operation="UPDATE",
                    pgid="pgtrigger_next_milestone_kept_cae6c",
                    table="priorities_action",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="action",
            trigger=pgtrigger.compiler.Trigger(
                name="original_due_on_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."original_due_on" IS DISTINCT FROM (NEW."original_due_on"))',
                    func="\n                IF \n    EXISTS (SELECT FROM priorities_update WHERE action_id = NEW.id)\n    OR EXISTS (SELECT FROM priorities_plan WHERE id = NEW.plan_id AND stage IN ('approved', 'in_delivery', 'closed'))\n THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'action_original_due_on_fixed', MESSAGE = 'The original due date is fixed: the plan is approved or the action has an update. Ask for a new date.';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="7781aef3bccc1e87a8f3a763f46084e1b24e8dec",
                    operation='UPDATE OF "original_due_on"',
                    pgid="pgtrigger_original_due_on_fixed_11c9c",
                    table="priorities_action",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="action",
            trigger=pgtrigger.compiler.Trigger(
                name="agrees_with_its_rows",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."rating" IS DISTINCT FROM (NEW."rating") OR OLD."stage" IS DISTINCT FROM (NEW."stage"))',
                    constraint="CONSTRAINT",
                    declare="DECLARE action priorities_action%ROWTYPE;",
                    func="\n                SELECT * INTO action FROM priorities_action WHERE id = NEW.id;\n                IF NOT FOUND THEN RETURN NULL; END IF;\n                IF action.stage <> OLD.stage AND action.stage IS DISTINCT FROM (\n                    SELECT to_stage FROM priorities_stagechange WHERE action_id = NEW.id\n                    ORDER BY changed_on DESC, id DESC LIMIT 1\n                ) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'action_stage_has_its_row', MESSAGE = 'The stage changes only with a dated stage change.';\n                END IF;\n                IF action.rating <> OLD.rating AND action.stage = 'in_progress' AND action.rating <> coalesce((\n                    SELECT rating FROM priorities_update\n                    WHERE action_id = NEW.id AND rating <> '' AND withdrawn_at IS NULL\n                    ORDER BY posted_on DESC, id DESC LIMIT 1\n                ), '') THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'action_rating_has_its_row', MESSAGE = 'The rating changes only by posting an update.';\n                END IF;\n                IF action.due_on <> OLD.due_on AND (\n    EXISTS (SELECT FROM priorities_update WHERE action_id = NEW.id)\n    OR EXISTS (SELECT FROM priorities_plan WHERE id = NEW.plan_id AND stage IN ('approved', 'in_delivery', 'closed'))\n) AND action.due_on IS DISTINCT FROM (\n                    SELECT to_due_on FROM priorities_datechange\n                    WHERE action_id = NEW.id AND agreed_on IS NOT NULL\n                    ORDER BY agreed_on DESC, id DESC LIMIT 1\n                ) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'action_due_on_has_its_row', MESSAGE = 'The due date moves only with an agreed date change.';\n                END IF;\n                RETURN NULL;\n            ",
                    hash="2955fe7c2872b372ab1afd5051043a489166c3a9",
                    operation='UPDATE OF "stage", "rating", "due_on"',
                    pgid="pgtrigger_agrees_with_its_rows_c8260",
                    table="priorities_action",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="action",
            trigger=pgtrigger.compiler.Trigger(
                name="complete_has_evidence",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n                IF EXISTS (SELECT FROM priorities_action WHERE id = NEW.id AND stage = 'complete')\n                   AND NOT EXISTS (SELECT FROM priorities_evidence WHERE action_id = NEW.id) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'action_complete_has_evidence', MESSAGE = 'An action is complete only with evidence: a link or a note.';\n                END IF;\n                RETURN NULL;\n            ",
                    hash="4ff276ed6c04156144b7ea51099aa2ca2808e6c3",
                    operation='INSERT OR UPDATE OF "stage"',
                    pgid="pgtrigger_complete_has_evidence_84fc7",
                    table="priorities_action",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="action",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_actionevent" ("code", "completed_on", "date_basis", "deputy_id", "description", "due_on", "id", "kind", "last_update_on", "lead_id", "lead_organisation_id", "lead_role", "original_due_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "previous_rating", "priority_id", "rating", "source_id", "source_note", "stage", "stage_changed_on", "starts_on", "title") VALUES (NEW."code", NEW."completed_on", NEW."date_basis", NEW."deputy_id", NEW."description", NEW."due_on", NEW."id", NEW."kind", NEW."last_update_on", NEW."lead_id", NEW."lead_organisation_id", NEW."lead_role", NEW."original_due_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."plan_id", NEW."previous_rating", NEW."priority_id", NEW."rating", NEW."source_id", NEW."source_note", NEW."stage", NEW."stage_changed_on", NEW."starts_on", NEW."title"); RETURN NULL;',
                    hash="2059d6fc06ee3bb4f2b53383c8f2147283da83a8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fed54",
                    table="priorities_action",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="action",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."completed_on" IS DISTINCT FROM (NEW."completed_on") OR OLD."date_basis" IS DISTINCT FROM (NEW."date_basis") OR OLD."deputy_id" IS DISTINCT FROM (NEW."deputy_id") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."last_update_on" IS DISTINCT FROM (NEW."last_update_on") OR OLD."lead_id" IS DISTINCT FROM (NEW."lead_id") OR OLD."lead_organisation_id" IS DISTINCT FROM (NEW."lead_organisation_id") OR OLD."lead_role" IS DISTINCT FROM (NEW."lead_role") OR OLD."original_due_on" IS DISTINCT FROM (NEW."original_due_on") OR OLD."plan_id" IS DISTINCT FROM (NEW."plan_id") OR OLD."previous_rating" IS DISTINCT FROM (NEW."previous_rating") OR OLD."priority_id" IS DISTINCT FROM (NEW."priority_id") OR OLD."rating" IS DISTINCT FROM (NEW."rating") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."source_note" IS DISTINCT FROM (NEW."source_note") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."stage_changed_on" IS DISTINCT FROM (NEW."stage_changed_on") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                    func='INSERT INTO "priorities_actionevent" ("code", "completed_on", "date_basis", "deputy_id", "description", "due_on", "id", "kind", "last_update_on", "lead_id", "lead_organisation_id", "lead_role", "original_due_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "previous_rating", "priority_id", "rating", "source_id", "source_note", "stage", "stage_changed_on", "starts_on", "title") VALUES (NEW."code", NEW."completed_on", NEW."date_basis", NEW."deputy_id", NEW."description", NEW."due_on", NEW."id", NEW."kind", NEW."last_update_on", NEW."lead_id", NEW."lead_organisation_id", NEW."lead_role", NEW."original_due_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."plan_id", NEW."previous_rating", NEW."priority_id", NEW."rating", NEW."source_id", NEW."source_note", NEW."stage", NEW."stage_changed_on", NEW."starts_on", NEW."title"); RETURN NULL;',
                    hash="faa73a218800b1f99ef62b7ba3eec855af1f031d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1c692",
                    table="priorities_action",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="action",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_actionevent" ("code", "completed_on", "date_basis", "deputy_id", "description", "due_on", "id", "kind", "last_update_on", "lead_id", "lead_organisation_id", "lead_role", "original_due_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "previous_rating", "priority_id", "rating", "source_id", "source_note", "stage", "stage_changed_on", "starts_on", "title") VALUES (OLD."code", OLD."completed_on", OLD."date_basis", OLD."deputy_id", OLD."description", OLD."due_on", OLD."id", OLD."kind", OLD."last_update_on", OLD."lead_id", OLD."lead_organisation_id", OLD."lead_role", OLD."original_due_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."plan_id", OLD."previous_rating", OLD."priority_id", OLD."rating", OLD."source_id", OLD."source_note", OLD."stage", OLD."stage_changed_on", OLD."starts_on", OLD."title"); RETURN NULL;',
                    hash="ced21df4627ffda185be1d08637075ce3b34840f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_43f80",
                    table="priorities_action",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="relatedcommitmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d5be4ec6dbc0514dab0b5ab506bbd95569453184",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_81ea5",
                    table="priorities_relatedcommitmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="round",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_plan",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE priorities_plan SET version = version WHERE id = OLD.plan_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.plan_id IS DISTINCT FROM OLD.plan_id) THEN\n                    UPDATE priorities_plan SET version = version WHERE id = NEW.plan_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="8c4eb86328ace189ae49d928b00bd0b23882bd1d",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_plan_2d771",
                    table="priorities_round",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="round",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_roundevent" ("as_at", "closes_on", "committee_on", "ends_on", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "starts_on", "updates_due_on") VALUES (NEW."as_at", NEW."closes_on", NEW."committee_on", NEW."ends_on", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."plan_id", NEW."starts_on", NEW."updates_due_on"); RETURN NULL;',
                    hash="30e6f7a194f2bb75395a117b1c5ac672fe7b5cee",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_becf3",
                    table="priorities_round",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="round",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "priorities_roundevent" ("as_at", "closes_on", "committee_on", "ends_on", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "starts_on", "updates_due_on") VALUES (NEW."as_at", NEW."closes_on", NEW."committee_on", NEW."ends_on", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."plan_id", NEW."starts_on", NEW."updates_due_on"); RETURN NULL;',
                    hash="4feb3b8cb819df831b8d2d7187c1f092f8a1f7d2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d9639",
                    table="priorities_round",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="round",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_roundevent" ("as_at", "closes_on", "committee_on", "ends_on", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "starts_on", "updates_due_on") VALUES (OLD."as_at", OLD."closes_on", OLD."committee_on", OLD."ends_on", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."plan_id", OLD."starts_on", OLD."updates_due_on"); RETURN NULL;',
                    hash="17bc4232236eae6f8f0ee3833745d17a719695bf",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_41660",
                    table="priorities_round",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="roundevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3e6e2044b42fd7cc822a0f1f6e3b76371b5f0144",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_563a8",
                    table="priorities_roundevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="stagechange",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_action",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE priorities_action SET version = version WHERE id = OLD.action_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.action_id IS DISTINCT FROM OLD.action_id) THEN\n                    UPDATE priorities_action SET version = version WHERE id = NEW.action_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="340b936a2e826ab629fec866eb8aeef78c068457",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_action_cecdb",
                    table="priorities_stagechange",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="stagechange",
            trigger=pgtrigger.compiler.Trigger(
                name="stage_change_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'stage_change_kept', MESSAGE = 'A stage change stays as it was recorded. Record another.';",
                    hash="c549c307d809170171af6e3eaccbc9def4dbd861",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_stage_change_kept_d7fbe",
                    table="priorities_stagechange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="stagechange",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_stagechangeevent" ("action_id", "agreed_by_id", "asked_by_id", "changed_on", "completed_on", "decision_id", "from_stage", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_stage", "transferred_to") VALUES (NEW."action_id", NEW."agreed_by_id", NEW."asked_by_id", NEW."changed_on", NEW."completed_on", NEW."decision_id", NEW."from_stage", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."reason", NEW."to_stage", NEW."transferred_to"); RETURN NULL;',
                    hash="e244ef0d0caf8fe895c672f983c16d0e3b792fd2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f502e",
                    table="priorities_stagechange",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="stagechange",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "priorities_stagechangeevent" ("action_id", "agreed_by_id", "asked_by_id", "changed_on", "completed_on", "decision_id", "from_stage", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_stage", "transferred_to") VALUES (NEW."action_id", NEW."agreed_by_id", NEW."asked_by_id", NEW."changed_on", NEW."completed_on", NEW."decision_id", NEW."from_stage", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."reason", NEW."to_stage", NEW."transferred_to"); RETURN NULL;',
                    hash="0e3d48dddd5b878d13efa20fd0d28e184d8a491b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f7c9c",
                    table="priorities_stagechange",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="stagechange",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_stagechangeevent" ("action_id", "agreed_by_id", "asked_by_id", "changed_on", "completed_on", "decision_id", "from_stage", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_stage", "transferred_to") VALUES (OLD."action_id", OLD."agreed_by_id", OLD."asked_by_id", OLD."changed_on", OLD."completed_on", OLD."decision_id", OLD."from_stage", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."reason", OLD."to_stage", OLD."transferred_to"); RETURN NULL;',
                    hash="037f9791c5779a00b7b594a6d2baa4b5758045ef",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f9eaf",
                    table="priorities_stagechange",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="stagechangeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2c8b780cbee302332dfb22b27b488a2e2c1b74d0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_51a41",
                    table="priorities_stagechangeevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="support",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_action",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE priorities_action SET version = version WHERE id = OLD.action_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.action_id IS DISTINCT FROM OLD.action_id) THEN\n                    UPDATE priorities_action SET version = version WHERE id = NEW.action_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="b1aa8d38a604b366770b58e537efde56cf2248b8",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_action_fe400",
                    table="priorities_support",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="support",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_supportevent" ("action_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."action_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."role"); RETURN NULL;',
                    hash="f786ef224fbc5914c622ae5423a4f8bd610acdf8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_770c8",
                    table="priorities_support",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="support",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "priorities_supportevent" ("action_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."action_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."role"); RETURN NULL;',
                    hash="ce47120b2b3bd87fa1e5b54a1fc6ee17a7c64afe",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cdb41",
                    table="priorities_support",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="support",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_supportevent" ("action_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (OLD."action_id", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."role"); RETURN NULL;',
                    hash="4693ee44d49a168868c6e4eb79390f8e7f8dccc0",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c15be",
                    table="priorities_support",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="supportevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b157d2f0a7959783e7bce46ce6c808b9adbe736f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f8c7d",
                    table="priorities_supportevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="update",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version_of_action",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF TG_OP <> 'INSERT' THEN\n                    UPDATE priorities_action SET version = version WHERE id = OLD.action_id;\n                END IF;\n                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.action_id IS DISTINCT FROM OLD.action_id) THEN\n                    UPDATE priorities_action SET version = version WHERE id = NEW.action_id;\n                END IF;\n                RETURN NULL;\n            ",
                    hash="9d23120cd89c328a39ef97356260ff473b3502aa",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_raise_version_of_action_00180",
                    table="priorities_update",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="update",
            trigger=pgtrigger.compiler.Trigger(
                name="posted_update_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF (OLD.action_id, OLD.posted_on, OLD.posted_at, OLD.posted_by_id, OLD.posted_as, OLD.rating)\n                   IS DISTINCT FROM\n                   (NEW.action_id, NEW.posted_on, NEW.posted_at, NEW.posted_by_id, NEW.posted_as, NEW.rating)\n                OR ((OLD.done, OLD.next, OLD.reason, OLD.path_to_green, OLD.dates_explained) IS DISTINCT FROM\n                    (NEW.done, NEW.next, NEW.reason, NEW.path_to_green, NEW.dates_explained)\n                    AND (NEW.redacted_at IS NULL OR NEW.redacted_at IS NOT DISTINCT FROM OLD.redacted_at))\n                OR (OLD.redacted_at IS NOT NULL\n                    AND (NEW.redacted_at IS NULL OR NEW.redacted_at = OLD.redacted_at)\n                    AND (OLD.redacted_at, OLD.redacted_by_id, OLD.redaction_reason)\n                        IS DISTINCT FROM (NEW.redacted_at, NEW.redacted_by_id, NEW.redaction_reason))\n                OR (OLD.withdrawn_at IS NOT NULL\n                    AND (OLD.withdrawn_at, OLD.withdrawn_on, OLD.withdrawn_by_id, OLD.withdrawal_reason)\n                        IS DISTINCT FROM\n                        (NEW.withdrawn_at, NEW.withdrawn_on, NEW.withdrawn_by_id, NEW.withdrawal_reason)) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'update_posted_fixed', MESSAGE = 'A posted update cannot be changed. Post another, or withdraw this one with a reason.';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="98dfcbab70de5b4b8a24e739862ece1b159e3271",
                    operation="UPDATE",
                    pgid="pgtrigger_posted_update_fixed_4d4fe",
                    table="priorities_update",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="update",
            trigger=pgtrigger.compiler.Trigger(
                name="update_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'update_never_deleted', MESSAGE = 'A posted update is never deleted. Withdraw it with a reason.';",
                    hash="8a57bfc49c13db7240f5f80253b4ea850020caaf",
                    operation="DELETE",
                    pgid="pgtrigger_update_never_deleted_695b3",
                    table="priorities_update",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="update",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_updateevent" ("action_id", "dates_explained", "done", "id", "next", "path_to_green", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "posted_as", "posted_at", "posted_by_id", "posted_on", "rating", "reason", "redacted_at", "redacted_by_id", "redaction_reason", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id", "withdrawn_on") VALUES (NEW."action_id", NEW."dates_explained", NEW."done", NEW."id", NEW."next", NEW."path_to_green", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."posted_as", NEW."posted_at", NEW."posted_by_id", NEW."posted_on", NEW."rating", NEW."reason", NEW."redacted_at", NEW."redacted_by_id", NEW."redaction_reason", NEW."withdrawal_reason", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_on"); RETURN NULL;',
                    hash="3786ecb43855ee1b50b43c8bf49690a11a9594a9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d2aba",
                    table="priorities_update",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="update",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "priorities_updateevent" ("action_id", "dates_explained", "done", "id", "next", "path_to_green", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "posted_as", "posted_at", "posted_by_id", "posted_on", "rating", "reason", "redacted_at", "redacted_by_id", "redaction_reason", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id", "withdrawn_on") VALUES (NEW."action_id", NEW."dates_explained", NEW."done", NEW."id", NEW."next", NEW."path_to_green", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."posted_as", NEW."posted_at", NEW."posted_by_id", NEW."posted_on", NEW."rating", NEW."reason", NEW."redacted_at", NEW."redacted_by_id", NEW."redaction_reason", NEW."withdrawal_reason", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_on"); RETURN NULL;',
                    hash="dff3c9928aa9c9b26266c68d493a8902f33d69a2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_87f00",
                    table="priorities_update",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="update",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_updateevent" ("action_id", "dates_explained", "done", "id", "next", "path_to_green", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "posted_as", "posted_at", "posted_by_id", "posted_on", "rating", "reason", "redacted_at", "redacted_by_id", "redaction_reason", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id", "withdrawn_on") VALUES (OLD."action_id", OLD."dates_explained", OLD."done", OLD."id", OLD."next", OLD."path_to_green", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."posted_as", OLD."posted_at", OLD."posted_by_id", OLD."posted_on", OLD."rating", OLD."reason", OLD."redacted_at", OLD."redacted_by_id", OLD."redaction_reason", OLD."withdrawal_reason", OLD."withdrawn_at", OLD."withdrawn_by_id", OLD."withdrawn_on"); RETURN NULL;',
                    hash="a61dbc7d8d766081eafbaee110821718de0eaabe",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_31a94",
                    table="priorities_update",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="updateevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9e220be02106a8e88fbd2c0e288144537ef4c127",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bc044",
                    table="priorities_updateevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
    operations = together(operations)
