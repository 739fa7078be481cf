from decimal import Decimal

import django.contrib.postgres.fields
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
        ("partners", "__first__"),
        ("priorities", "0005_searched"),
    ]

    operations = [
        RemoveTrigger(
            model_name="action",
            name="insert_insert",
        ),
        RemoveTrigger(
            model_name="action",
            name="update_update",
        ),
        RemoveTrigger(
            model_name="action",
            name="delete_delete",
        ),
        RemoveTrigger(
            model_name="round",
            name="insert_insert",
        ),
        RemoveTrigger(
            model_name="round",
            name="update_update",
        ),
        RemoveTrigger(
            model_name="round",
            name="delete_delete",
        ),
        RemoveTrigger(
            model_name="update",
            name="posted_update_fixed",
        ),
        RemoveTrigger(
            model_name="update",
            name="insert_insert",
        ),
        RemoveTrigger(
            model_name="update",
            name="update_update",
        ),
        RemoveTrigger(
            model_name="update",
            name="delete_delete",
        ),
        migrations.CreateModel(
            name="Commentary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("went_well", models.TextField(blank=True, verbose_name="what went well")),
                ("did_not", models.TextField(blank=True, verbose_name="what did not go well")),
                ("next", models.TextField(blank=True, verbose_name="what is next")),
                ("residents_said", models.TextField(blank=True, verbose_name="what residents said")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Being written"),
                            ("ready", "Ready"),
                            ("returned", "Returned"),
                            ("accepted", "Accepted"),
                        ],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("returned_because", models.TextField(blank=True, verbose_name="why it was returned")),
                (
                    "priority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commentaries",
                        to="priorities.priority",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="commentaries", to="priorities.round"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "commentaries",
                "ordering": ["priority__number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "priority"),
                        name="commentary_once_per_round_and_priority",
                        violation_error_message="This priority has its commentary on this round already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "returned"]),
                            ("went_well__regex", "\\S"),
                            ("did_not__regex", "\\S"),
                            _connector="OR",
                        ),
                        name="commentary_ready_with_words",
                        violation_error_message="Say what went well or what did not before it is ready.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), _negated=True),
                            ("returned_because__regex", "\\S"),
                            _connector="OR",
                        ),
                        name="commentary_returned_with_reason",
                        violation_error_message="Say why the commentary is returned.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("draft", models.PositiveSmallIntegerField(verbose_name="number of the draft")),
                ("closed_on", models.DateField()),
                ("closed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reopened_at", models.DateTimeField(blank=True, null=True)),
                ("reopened_because", models.TextField(blank=True, verbose_name="why it was reopened")),
                ("published_on", models.DateField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("round_name", models.CharField(max_length=40)),
                ("starts_on", models.DateField(verbose_name="period from")),
                ("ends_on", models.DateField(verbose_name="period to (last day)")),
                ("as_at", models.DateField(verbose_name="position as at")),
                ("committee_on", models.DateField(blank=True, null=True, verbose_name="committee date")),
                ("plan_title", models.CharField(max_length=200)),
                ("plan_starts_on", models.DateField()),
                ("plan_ends_on", models.DateField()),
                ("owner_name", models.CharField(max_length=200, verbose_name="council")),
                ("portfolio_role", models.CharField(blank=True, max_length=120)),
                ("accountable_role", models.CharField(blank=True, max_length=120)),
                ("green_means", models.CharField(max_length=200)),
                ("amber_means", models.CharField(max_length=200)),
                ("red_means", models.CharField(max_length=200)),
                ("is_illustrative", models.BooleanField(default=False)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions_closed",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="priorities.plan"
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next",
                        to="priorities.edition",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions_published",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reopened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions_reopened",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="priorities.round"
                    ),
                ),
            ],
            options={
                "ordering": ["-as_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "number", "draft"),
                        name="edition_draft_once",
                        violation_error_message="The plan has this draft of this edition already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("reopened_at__isnull", True)),
                        fields=("plan", "number"),
                        name="edition_number_once",
                        violation_error_message="The plan has an edition of this number already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("reopened_at__isnull", True)),
                        fields=("round",),
                        name="edition_one_per_round",
                        violation_error_message="This round is closed already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reopened_at__isnull", True), ("reopened_because", ""), ("reopened_by__isnull", True)
                            ),
                            models.Q(
                                ("published_at__isnull", True),
                                ("reopened_at__isnull", False),
                                ("reopened_because__regex", "\\S"),
                            ),
                            _connector="OR",
                        ),
                        name="edition_reopened_with_reason",
                        violation_error_message="Say why the round is reopened; a published edition is not.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_at__isnull", True),
                                ("published_by__isnull", True),
                                ("published_on__isnull", True),
                            ),
                            models.Q(("published_at__isnull", False), ("published_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="edition_published_on_a_day",
                        violation_error_message="A published edition says when.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommentaryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("went_well", models.TextField(blank=True, verbose_name="what went well")),
                ("did_not", models.TextField(blank=True, verbose_name="what did not go well")),
                ("next", models.TextField(blank=True, verbose_name="what is next")),
                ("residents_said", models.TextField(blank=True, verbose_name="what residents said")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Being written"),
                            ("ready", "Ready"),
                            ("returned", "Returned"),
                            ("accepted", "Accepted"),
                        ],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("returned_because", models.TextField(blank=True, verbose_name="why it was returned")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="priorities.commentary",
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
                (
                    "round",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="priorities.round",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EditionCommitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=40)),
                ("recipient", models.CharField(blank=True, max_length=200, verbose_name="name of the recipient")),
                (
                    "funders",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=320),
                        default=list,
                        help_text="Names, each with its share",
                        size=None,
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                        verbose_name="agreed in all",
                    ),
                ),
                ("qualifying_words", models.CharField(blank=True, max_length=20)),
                ("is_recurring", models.BooleanField()),
                (
                    "allocated",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                        verbose_name="allocated in the plan",
                    ),
                ),
                (
                    "not_allocated",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.00"))],
                        verbose_name="allocated to nothing",
                    ),
                ),
                ("is_undated", models.BooleanField()),
                ("is_withheld", models.BooleanField(default=False, verbose_name="not for publication")),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reported", to="partners.commitment"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="commitments", to="priorities.edition"
                    ),
                ),
            ],
            options={
                "ordering": ["title", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "commitment"), name="edition_commitment_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                ("draft", models.PositiveSmallIntegerField(verbose_name="number of the draft")),
                ("closed_on", models.DateField()),
                ("closed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reopened_at", models.DateTimeField(blank=True, null=True)),
                ("reopened_because", models.TextField(blank=True, verbose_name="why it was reopened")),
                ("published_on", models.DateField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("round_name", models.CharField(max_length=40)),
                ("starts_on", models.DateField(verbose_name="period from")),
                ("ends_on", models.DateField(verbose_name="period to (last day)")),
                ("as_at", models.DateField(verbose_name="position as at")),
                ("committee_on", models.DateField(blank=True, null=True, verbose_name="committee date")),
                ("plan_title", models.CharField(max_length=200)),
                ("plan_starts_on", models.DateField()),
                ("plan_ends_on", models.DateField()),
                ("owner_name", models.CharField(max_length=200, verbose_name="council")),
                ("portfolio_role", models.CharField(blank=True, max_length=120)),
                ("accountable_role", models.CharField(blank=True, max_length=120)),
                ("green_means", models.CharField(max_length=200)),
                ("amber_means", models.CharField(max_length=200)),
                ("red_means", models.CharField(max_length=200)),
                ("is_illustrative", models.BooleanField(default=False)),
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="priorities.edition",
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
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="priorities.edition",
                    ),
                ),
                (
                    "published_by",
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
                (
                    "round",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="priorities.round",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EditionPriority",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=8)),
                ("name", models.CharField(max_length=120)),
                ("description", models.TextField(blank=True)),
                ("lead_role", models.CharField(blank=True, max_length=120)),
                ("sponsor_role", models.CharField(blank=True, max_length=120)),
                ("went_well", models.TextField(blank=True)),
                ("did_not", models.TextField(blank=True)),
                ("next", models.TextField(blank=True)),
                ("residents_said", models.TextField(blank=True)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="priorities", to="priorities.edition"
                    ),
                ),
                (
                    "priority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reported", to="priorities.priority"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("edition", "priority"), name="edition_priority_once")],
            },
        ),
        migrations.CreateModel(
            name="EditionAction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveIntegerField(verbose_name="place in the order of reading")),
                ("code", models.CharField(max_length=12)),
                ("title", models.CharField(max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[("project", "Project"), ("core_business", "Core business")], max_length=13
                    ),
                ),
                ("lead_role", models.CharField(blank=True, max_length=120)),
                ("lead_organisation", models.CharField(max_length=200, verbose_name="name of the lead organisation")),
                (
                    "supporting",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=320),
                        default=list,
                        help_text="Names, each with its role",
                        size=None,
                    ),
                ),
                ("is_withheld", models.BooleanField(default=False, verbose_name="not for publication")),
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
                        max_length=17,
                    ),
                ),
                ("stage_changed_on", models.DateField(null=True)),
                ("stage_reason", models.TextField(blank=True)),
                ("transferred_to", models.CharField(blank=True, max_length=200)),
                (
                    "previous_stage",
                    models.CharField(
                        blank=True,
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
                        verbose_name="stage in the edition before",
                    ),
                ),
                (
                    "rating",
                    models.CharField(
                        blank=True,
                        choices=[("green", "On track"), ("amber", "At risk"), ("red", "Off track")],
                        max_length=5,
                    ),
                ),
                (
                    "previous_rating",
                    models.CharField(
                        blank=True,
                        choices=[("green", "On track"), ("amber", "At risk"), ("red", "Off track")],
                        max_length=5,
                        verbose_name="rating in the edition before",
                    ),
                ),
                ("starts_on", models.DateField()),
                ("original_due_on", models.DateField()),
                ("due_on", models.DateField()),
                ("previous_due_on", models.DateField(null=True, verbose_name="due date in the edition before")),
                ("completed_on", models.DateField(null=True)),
                (
                    "days_late",
                    models.IntegerField(
                        null=True, verbose_name="days late against the current due date; below zero, early"
                    ),
                ),
                ("redated_times", models.PositiveIntegerField(default=0)),
                ("redated_days", models.IntegerField(default=0)),
                ("is_overdue", models.BooleanField()),
                ("has_missed_milestone", models.BooleanField()),
                ("is_disagreeing", models.BooleanField(verbose_name="dates disagree with the rating")),
                ("is_stale", models.BooleanField()),
                ("has_reported", models.BooleanField(null=True, verbose_name="its update for the round was in")),
                ("milestones_done", models.PositiveIntegerField()),
                ("milestones_all", models.PositiveIntegerField()),
                ("next_milestone", models.CharField(blank=True, max_length=200)),
                ("next_milestone_on", models.DateField(null=True)),
                ("update_posted_on", models.DateField(null=True)),
                ("done", models.TextField(blank=True)),
                ("next", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True)),
                ("path_to_green", models.TextField(blank=True)),
                ("dates_explained", models.TextField(blank=True)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reported", to="priorities.action"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="priorities.edition"
                    ),
                ),
                (
                    "within",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="priorities.editionpriority",
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("edition", "action"), name="edition_action_once")],
            },
        ),
        migrations.CreateModel(
            name="EditionAllocation",
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
                (
                    "action",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="priorities.editionaction",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="allocations", to="priorities.edition"
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="priorities.editioncommitment",
                    ),
                ),
                (
                    "within",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="priorities.editionpriority",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Erratum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField(verbose_name="what is right")),
                ("made_on", models.DateField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="errata",
                        to="priorities.editionaction",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="errata",
                        to="priorities.editioncommitment",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="errata", to="priorities.edition"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="errata",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "within",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="errata",
                        to="priorities.editionpriority",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "errata",
                "ordering": ["made_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words__regex", "\\S")),
                        name="erratum_says_what_is_right",
                        violation_error_message="Say what is right.",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="action",
            name="is_withheld",
            field=models.BooleanField(default=False, verbose_name="not for publication"),
        ),
        migrations.AddField(
            model_name="actionevent",
            name="is_withheld",
            field=models.BooleanField(default=False, verbose_name="not for publication"),
        ),
        migrations.AddField(
            model_name="round",
            name="closed_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="closed, on which day"),
        ),
        migrations.AddField(
            model_name="roundevent",
            name="closed_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="closed, on which day"),
        ),
        migrations.AddField(
            model_name="update",
            name="is_no_change",
            field=models.BooleanField(default=False, verbose_name="no change since the update before"),
        ),
        migrations.AddField(
            model_name="updateevent",
            name="is_no_change",
            field=models.BooleanField(default=False, verbose_name="no change since the update before"),
        ),
        AddTrigger(
            model_name="action",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_actionevent" ("code", "completed_on", "date_basis", "deputy_id", "description", "due_on", "id", "is_withheld", "kind", "last_update_on", "lead_id", "lead_organisation_id", "lead_role", "original_due_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "previous_rating", "priority_id", "rating", "source_id", "source_note", "stage", "stage_changed_on", "starts_on", "title") VALUES (NEW."code", NEW."completed_on", NEW."date_basis", NEW."deputy_id", NEW."description", NEW."due_on", NEW."id", NEW."is_withheld", NEW."kind", NEW."last_update_on", NEW."lead_id", NEW."lead_organisation_id", NEW."lead_role", NEW."original_due_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."plan_id", NEW."previous_rating", NEW."priority_id", NEW."rating", NEW."source_id", NEW."source_note", NEW."stage", NEW."stage_changed_on", NEW."starts_on", NEW."title"); RETURN NULL;',
                    hash="b37a1e66ca529213a17b86be0158a1364bdeb85e",
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
                    condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."completed_on" IS DISTINCT FROM (NEW."completed_on") OR OLD."date_basis" IS DISTINCT FROM (NEW."date_basis") OR OLD."deputy_id" IS DISTINCT FROM (NEW."deputy_id") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_withheld" IS DISTINCT FROM (NEW."is_withheld") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."last_update_on" IS DISTINCT FROM (NEW."last_update_on") OR OLD."lead_id" IS DISTINCT FROM (NEW."lead_id") OR OLD."lead_organisation_id" IS DISTINCT FROM (NEW."lead_organisation_id") OR OLD."lead_role" IS DISTINCT FROM (NEW."lead_role") OR OLD."original_due_on" IS DISTINCT FROM (NEW."original_due_on") OR OLD."plan_id" IS DISTINCT FROM (NEW."plan_id") OR OLD."previous_rating" IS DISTINCT FROM (NEW."previous_rating") OR OLD."priority_id" IS DISTINCT FROM (NEW."priority_id") OR OLD."rating" IS DISTINCT FROM (NEW."rating") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."source_note" IS DISTINCT FROM (NEW."source_note") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."stage_changed_on" IS DISTINCT FROM (NEW."stage_changed_on") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                    func='INSERT INTO "priorities_actionevent" ("code", "completed_on", "date_basis", "deputy_id", "description", "due_on", "id", "is_withheld", "kind", "last_update_on", "lead_id", "lead_organisation_id", "lead_role", "original_due_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "previous_rating", "priority_id", "rating", "source_id", "source_note", "stage", "stage_changed_on", "starts_on", "title") VALUES (NEW."code", NEW."completed_on", NEW."date_basis", NEW."deputy_id", NEW."description", NEW."due_on", NEW."id", NEW."is_withheld", NEW."kind", NEW."last_update_on", NEW."lead_id", NEW."lead_organisation_id", NEW."lead_role", NEW."original_due_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."plan_id", NEW."previous_rating", NEW."priority_id", NEW."rating", NEW."source_id", NEW."source_note", NEW."stage", NEW."stage_changed_on", NEW."starts_on", NEW."title"); RETURN NULL;',
                    hash="05b758087bb6e62bf15c82a145a160432f75722f",
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
                    func='INSERT INTO "priorities_actionevent" ("code", "completed_on", "date_basis", "deputy_id", "description", "due_on", "id", "is_withheld", "kind", "last_update_on", "lead_id", "lead_organisation_id", "lead_role", "original_due_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "previous_rating", "priority_id", "rating", "source_id", "source_note", "stage", "stage_changed_on", "starts_on", "title") VALUES (OLD."code", OLD."completed_on", OLD."date_basis", OLD."deputy_id", OLD."description", OLD."due_on", OLD."id", OLD."is_withheld", OLD."kind", OLD."last_update_on", OLD."lead_id", OLD."lead_organisation_id", OLD."lead_role", OLD."original_due_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."plan_id", OLD."previous_rating", OLD."priority_id", OLD."rating", OLD."source_id", OLD."source_note", OLD."stage", OLD."stage_changed_on", OLD."starts_on", OLD."title"); RETURN NULL;',
                    hash="1f047ff685f82ce397460cbb68f428a8e110d0b7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_43f80",
                    table="priorities_action",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="round",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_roundevent" ("as_at", "closed_on", "closes_on", "committee_on", "ends_on", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "starts_on", "updates_due_on") VALUES (NEW."as_at", NEW."closed_on", NEW."closes_on", NEW."committee_on", NEW."ends_on", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."plan_id", NEW."starts_on", NEW."updates_due_on"); RETURN NULL;',
                    hash="4b43dbbd8cdb04e3aa0417076e3e4f45ec209788",
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
                    func='INSERT INTO "priorities_roundevent" ("as_at", "closed_on", "closes_on", "committee_on", "ends_on", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "starts_on", "updates_due_on") VALUES (NEW."as_at", NEW."closed_on", NEW."closes_on", NEW."committee_on", NEW."ends_on", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."plan_id", NEW."starts_on", NEW."updates_due_on"); RETURN NULL;',
                    hash="2ef14e9a19a7d4f0a80df7c315cef1565aba974b",
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
                    func='INSERT INTO "priorities_roundevent" ("as_at", "closed_on", "closes_on", "committee_on", "ends_on", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "starts_on", "updates_due_on") VALUES (OLD."as_at", OLD."closed_on", OLD."closes_on", OLD."committee_on", OLD."ends_on", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."plan_id", OLD."starts_on", OLD."updates_due_on"); RETURN NULL;',
                    hash="50b45ad8defade5c2a5609951105a8c1abd9fa0a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_41660",
                    table="priorities_round",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="update",
            trigger=pgtrigger.compiler.Trigger(
                name="posted_update_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF (OLD.action_id, OLD.posted_on, OLD.posted_at, OLD.posted_by_id, OLD.posted_as, OLD.rating,\n                    OLD.is_no_change)\n                   IS DISTINCT FROM\n                   (NEW.action_id, NEW.posted_on, NEW.posted_at, NEW.posted_by_id, NEW.posted_as, NEW.rating,\n                    NEW.is_no_change)\n                OR ((OLD.done, OLD.next, OLD.reason, OLD.path_to_green, OLD.dates_explained) IS DISTINCT FROM\n                    (NEW.done, NEW.next, NEW.reason, NEW.path_to_green, NEW.dates_explained)\n                    AND (NEW.redacted_at IS NULL OR NEW.redacted_at IS NOT DISTINCT FROM OLD.redacted_at))\n                OR (OLD.redacted_at IS NOT NULL\n                    AND (NEW.redacted_at IS NULL OR NEW.redacted_at = OLD.redacted_at)\n                    AND (OLD.redacted_at, OLD.redacted_by_id, OLD.redaction_reason)\n                        IS DISTINCT FROM (NEW.redacted_at, NEW.redacted_by_id, NEW.redaction_reason))\n                OR (OLD.withdrawn_at IS NOT NULL\n                    AND (OLD.withdrawn_at, OLD.withdrawn_on, OLD.withdrawn_by_id, OLD.withdrawal_reason)\n                        IS DISTINCT FROM\n                        (NEW.withdrawn_at, NEW.withdrawn_on, NEW.withdrawn_by_id, NEW.withdrawal_reason)) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'update_posted_fixed', MESSAGE = 'A posted update cannot be changed. Post another, or withdraw this one with a reason.';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="477d0bf21bba6d41af484d5a4e3f9f473249a9cf",
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
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_updateevent" ("action_id", "dates_explained", "done", "id", "is_no_change", "next", "path_to_green", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "posted_as", "posted_at", "posted_by_id", "posted_on", "rating", "reason", "redacted_at", "redacted_by_id", "redaction_reason", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id", "withdrawn_on") VALUES (NEW."action_id", NEW."dates_explained", NEW."done", NEW."id", NEW."is_no_change", NEW."next", NEW."path_to_green", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."posted_as", NEW."posted_at", NEW."posted_by_id", NEW."posted_on", NEW."rating", NEW."reason", NEW."redacted_at", NEW."redacted_by_id", NEW."redaction_reason", NEW."withdrawal_reason", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_on"); RETURN NULL;',
                    hash="3acab1a59452f0d78b48a06761ef8d2360bcccf3",
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
                    func='INSERT INTO "priorities_updateevent" ("action_id", "dates_explained", "done", "id", "is_no_change", "next", "path_to_green", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "posted_as", "posted_at", "posted_by_id", "posted_on", "rating", "reason", "redacted_at", "redacted_by_id", "redaction_reason", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id", "withdrawn_on") VALUES (NEW."action_id", NEW."dates_explained", NEW."done", NEW."id", NEW."is_no_change", NEW."next", NEW."path_to_green", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."posted_as", NEW."posted_at", NEW."posted_by_id", NEW."posted_on", NEW."rating", NEW."reason", NEW."redacted_at", NEW."redacted_by_id", NEW."redaction_reason", NEW."withdrawal_reason", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_on"); RETURN NULL;',
                    hash="20eeafe19b95cb2a4d03a5a13c2168f05207efeb",
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
                    func='INSERT INTO "priorities_updateevent" ("action_id", "dates_explained", "done", "id", "is_no_change", "next", "path_to_green", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "posted_as", "posted_at", "posted_by_id", "posted_on", "rating", "reason", "redacted_at", "redacted_by_id", "redaction_reason", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id", "withdrawn_on") VALUES (OLD."action_id", OLD."dates_explained", OLD."done", OLD."id", OLD."is_no_change", OLD."next", OLD."path_to_green", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."posted_as", OLD."posted_at", OLD."posted_by_id", OLD."posted_on", OLD."rating", OLD."reason", OLD."redacted_at", OLD."redacted_by_id", OLD."redaction_reason", OLD."withdrawal_reason", OLD."withdrawn_at", OLD."withdrawn_by_id", OLD."withdrawn_on"); RETURN NULL;',
                    hash="b03c5f6065bdb7be979f1018837d25f9efb58940",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_31a94",
                    table="priorities_update",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="commentary",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version := OLD.version + 1; RETURN NEW;",
                    hash="8fe7b72fcf61e05cc23cdf2ff9948ceb04a527b7",
                    operation="UPDATE",
                    pgid="pgtrigger_raise_version_4fc85",
                    table="priorities_commentary",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="commentary",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_commentaryevent" ("did_not", "id", "next", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority_id", "residents_said", "returned_because", "round_id", "state", "went_well") VALUES (NEW."did_not", NEW."id", NEW."next", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."priority_id", NEW."residents_said", NEW."returned_because", NEW."round_id", NEW."state", NEW."went_well"); RETURN NULL;',
                    hash="d33fab9541082742f0bf2f4854dde9f27a02fbdf",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d0b54",
                    table="priorities_commentary",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="commentary",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."did_not" IS DISTINCT FROM (NEW."did_not") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."next" IS DISTINCT FROM (NEW."next") OR OLD."priority_id" IS DISTINCT FROM (NEW."priority_id") OR OLD."residents_said" IS DISTINCT FROM (NEW."residents_said") OR OLD."returned_because" IS DISTINCT FROM (NEW."returned_because") OR OLD."round_id" IS DISTINCT FROM (NEW."round_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."went_well" IS DISTINCT FROM (NEW."went_well"))',
                    func='INSERT INTO "priorities_commentaryevent" ("did_not", "id", "next", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority_id", "residents_said", "returned_because", "round_id", "state", "went_well") VALUES (NEW."did_not", NEW."id", NEW."next", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."priority_id", NEW."residents_said", NEW."returned_because", NEW."round_id", NEW."state", NEW."went_well"); RETURN NULL;',
                    hash="ceb231e3c57d1117966df6dfc8038fc9140c4746",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_bf6ca",
                    table="priorities_commentary",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="commentary",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_commentaryevent" ("did_not", "id", "next", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority_id", "residents_said", "returned_because", "round_id", "state", "went_well") VALUES (OLD."did_not", OLD."id", OLD."next", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."priority_id", OLD."residents_said", OLD."returned_because", OLD."round_id", OLD."state", OLD."went_well"); RETURN NULL;',
                    hash="a1c20eaf6442e125d03c0e6218c879c1dc1de6db",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b6744",
                    table="priorities_commentary",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="commentaryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f8eeb0c44f7d443b7cd0eae9341d39a0e257900e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_81a52",
                    table="priorities_commentaryevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="edition_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF OLD.published_at IS NOT NULL OR OLD.reopened_at IS NOT NULL\n                   OR to_jsonb(NEW) - ARRAY['reopened_at', 'reopened_by_id', 'reopened_because', 'published_at', 'published_on', 'published_by_id'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['reopened_at', 'reopened_by_id', 'reopened_because', 'published_at', 'published_on', 'published_by_id'] THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_fixed', MESSAGE = 'What was reported stays as it was reported. Add an erratum.';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="bc9c4fe3e482807ddb63a919a2ad74ec2bf553b0",
                    operation="UPDATE",
                    pgid="pgtrigger_edition_fixed_e8cb8",
                    table="priorities_edition",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="edition_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_never_deleted', MESSAGE = 'An edition is never deleted.';",
                    hash="7a03901dcebf9ad8ffae0a640cddf7325f3e4e87",
                    operation="DELETE",
                    pgid="pgtrigger_edition_never_deleted_44418",
                    table="priorities_edition",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_editionevent" ("accountable_role", "amber_means", "as_at", "closed_at", "closed_by_id", "closed_on", "committee_on", "draft", "ends_on", "green_means", "id", "is_illustrative", "number", "owner_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_ends_on", "plan_id", "plan_starts_on", "plan_title", "portfolio_role", "previous_id", "published_at", "published_by_id", "published_on", "red_means", "reopened_at", "reopened_because", "reopened_by_id", "round_id", "round_name", "starts_on") VALUES (NEW."accountable_role", NEW."amber_means", NEW."as_at", NEW."closed_at", NEW."closed_by_id", NEW."closed_on", NEW."committee_on", NEW."draft", NEW."ends_on", NEW."green_means", NEW."id", NEW."is_illustrative", NEW."number", NEW."owner_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."plan_ends_on", NEW."plan_id", NEW."plan_starts_on", NEW."plan_title", NEW."portfolio_role", NEW."previous_id", NEW."published_at", NEW."published_by_id", NEW."published_on", NEW."red_means", NEW."reopened_at", NEW."reopened_because", NEW."reopened_by_id", NEW."round_id", NEW."round_name", NEW."starts_on"); RETURN NULL;',
                    hash="855dc96dd6edcc886ebc9889b3d0f0209c57aa4b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3d62f",
                    table="priorities_edition",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "priorities_editionevent" ("accountable_role", "amber_means", "as_at", "closed_at", "closed_by_id", "closed_on", "committee_on", "draft", "ends_on", "green_means", "id", "is_illustrative", "number", "owner_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_ends_on", "plan_id", "plan_starts_on", "plan_title", "portfolio_role", "previous_id", "published_at", "published_by_id", "published_on", "red_means", "reopened_at", "reopened_because", "reopened_by_id", "round_id", "round_name", "starts_on") VALUES (NEW."accountable_role", NEW."amber_means", NEW."as_at", NEW."closed_at", NEW."closed_by_id", NEW."closed_on", NEW."committee_on", NEW."draft", NEW."ends_on", NEW."green_means", NEW."id", NEW."is_illustrative", NEW."number", NEW."owner_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."plan_ends_on", NEW."plan_id", NEW."plan_starts_on", NEW."plan_title", NEW."portfolio_role", NEW."previous_id", NEW."published_at", NEW."published_by_id", NEW."published_on", NEW."red_means", NEW."reopened_at", NEW."reopened_because", NEW."reopened_by_id", NEW."round_id", NEW."round_name", NEW."starts_on"); RETURN NULL;',
                    hash="d46a6b393c6d221a05c26920890e9e633cf1339d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_abaef",
                    table="priorities_edition",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_editionevent" ("accountable_role", "amber_means", "as_at", "closed_at", "closed_by_id", "closed_on", "committee_on", "draft", "ends_on", "green_means", "id", "is_illustrative", "number", "owner_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_ends_on", "plan_id", "plan_starts_on", "plan_title", "portfolio_role", "previous_id", "published_at", "published_by_id", "published_on", "red_means", "reopened_at", "reopened_because", "reopened_by_id", "round_id", "round_name", "starts_on") VALUES (OLD."accountable_role", OLD."amber_means", OLD."as_at", OLD."closed_at", OLD."closed_by_id", OLD."closed_on", OLD."committee_on", OLD."draft", OLD."ends_on", OLD."green_means", OLD."id", OLD."is_illustrative", OLD."number", OLD."owner_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."plan_ends_on", OLD."plan_id", OLD."plan_starts_on", OLD."plan_title", OLD."portfolio_role", OLD."previous_id", OLD."published_at", OLD."published_by_id", OLD."published_on", OLD."red_means", OLD."reopened_at", OLD."reopened_because", OLD."reopened_by_id", OLD."round_id", OLD."round_name", OLD."starts_on"); RETURN NULL;',
                    hash="1efbb3a6dba93b96ee4fe40ebb091790d638e2da",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5d071",
                    table="priorities_edition",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="editioncommitment",
            trigger=pgtrigger.compiler.Trigger(
                name="row_is_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_row_is_frozen', MESSAGE = 'What was reported stays as it was reported. Add an erratum.';",
                    hash="6ad3b8a8f5c86acad7699bed04583034427c7d56",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_row_is_frozen_e06e7",
                    table="priorities_editioncommitment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="editioncommitment",
            trigger=pgtrigger.compiler.Trigger(
                name="row_of_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF EXISTS (\n                    SELECT FROM priorities_edition\n                    WHERE id = NEW.edition_id AND (published_at IS NOT NULL OR reopened_at IS NOT NULL)\n                ) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_row_of_draft', MESSAGE = 'What was reported stays as it was reported. Add an erratum.';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="3313d3c4a24ebcb6673aae6a7257ee5ec4ba46ef",
                    operation="INSERT",
                    pgid="pgtrigger_row_of_draft_c6171",
                    table="priorities_editioncommitment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="editionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9e91722e346b54f42e9b108290fee0a02b7b0eb2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_041e4",
                    table="priorities_editionevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="editionpriority",
            trigger=pgtrigger.compiler.Trigger(
                name="row_is_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_row_is_frozen', MESSAGE = 'What was reported stays as it was reported. Add an erratum.';",
                    hash="2e6744573c34a3fda936f0ddbd2db6ad90ff01d8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_row_is_frozen_c2e06",
                    table="priorities_editionpriority",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="editionpriority",
            trigger=pgtrigger.compiler.Trigger(
                name="row_of_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF EXISTS (\n                    SELECT FROM priorities_edition\n                    WHERE id = NEW.edition_id AND (published_at IS NOT NULL OR reopened_at IS NOT NULL)\n                ) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_row_of_draft', MESSAGE = 'What was reported stays as it was reported. Add an erratum.';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="29e82241fe1689c0d9a8b217f6b561fbc57f4823",
                    operation="INSERT",
                    pgid="pgtrigger_row_of_draft_c6ed8",
                    table="priorities_editionpriority",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="editionallocation",
            trigger=pgtrigger.compiler.Trigger(
                name="row_is_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_row_is_frozen', MESSAGE = 'What was reported stays as it was reported. Add an erratum.';",
                    hash="cfc5917ddc146aa9eab9ec8ce1851c5714edc9df",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_row_is_frozen_9aff3",
                    table="priorities_editionallocation",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="editionallocation",
            trigger=pgtrigger.compiler.Trigger(
                name="row_of_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF EXISTS (\n                    SELECT FROM priorities_edition\n                    WHERE id = NEW.edition_id AND (published_at IS NOT NULL OR reopened_at IS NOT NULL)\n                ) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_row_of_draft', MESSAGE = 'What was reported stays as it was reported. Add an erratum.';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="c9a851e543c3aab17d140b26825ed6d5a65dd6b4",
                    operation="INSERT",
                    pgid="pgtrigger_row_of_draft_1fcf0",
                    table="priorities_editionallocation",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="editionaction",
            trigger=pgtrigger.compiler.Trigger(
                name="row_is_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_row_is_frozen', MESSAGE = 'What was reported stays as it was reported. Add an erratum.';",
                    hash="d5ba2feb6992a584bcc9346e01ee45cd13efcd21",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_row_is_frozen_08dd3",
                    table="priorities_editionaction",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="editionaction",
            trigger=pgtrigger.compiler.Trigger(
                name="row_of_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF EXISTS (\n                    SELECT FROM priorities_edition\n                    WHERE id = NEW.edition_id AND (published_at IS NOT NULL OR reopened_at IS NOT NULL)\n                ) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_row_of_draft', MESSAGE = 'What was reported stays as it was reported. Add an erratum.';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="56449b7bc502d9e152b59729a192cebe91e10fbc",
                    operation="INSERT",
                    pgid="pgtrigger_row_of_draft_81eac",
                    table="priorities_editionaction",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="erratum",
            trigger=pgtrigger.compiler.Trigger(
                name="row_is_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_row_is_frozen', MESSAGE = 'What was reported stays as it was reported. Add an erratum.';",
                    hash="514b32be4d1e066ff6e35e3625981dd540445faf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_row_is_frozen_f502a",
                    table="priorities_erratum",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="erratum",
            trigger=pgtrigger.compiler.Trigger(
                name="erratum_of_published",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF NOT EXISTS (\n                    SELECT FROM priorities_edition WHERE id = NEW.edition_id AND published_at IS NOT NULL\n                ) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'erratum_of_published', MESSAGE = 'Only a published edition has errata. Reopen the round instead.';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="f35bb897009ad536ea757f441bbe01e4ceea6e76",
                    operation="INSERT",
                    pgid="pgtrigger_erratum_of_published_d88f4",
                    table="priorities_erratum",
                    when="BEFORE",
                ),
            ),
        ),
    ]
    operations = together(operations)
