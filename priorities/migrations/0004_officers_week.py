import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import priorities.models.evidence
from careplan.operations import AddTrigger, RemoveTrigger, together


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0002_roles"),
        ("partners", "__first__"),
        ("priorities", "0003_administrators_view_plans"),
    ]

    operations = [
        RemoveTrigger(
            model_name="action",
            name="complete_has_evidence",
        ),
        RemoveTrigger(
            model_name="datechange",
            name="agreed_date_change_kept",
        ),
        RemoveTrigger(
            model_name="datechange",
            name="insert_insert",
        ),
        RemoveTrigger(
            model_name="datechange",
            name="update_update",
        ),
        RemoveTrigger(
            model_name="datechange",
            name="delete_delete",
        ),
        RemoveTrigger(
            model_name="evidence",
            name="complete_has_evidence",
        ),
        RemoveTrigger(
            model_name="evidence",
            name="insert_insert",
        ),
        RemoveTrigger(
            model_name="evidence",
            name="update_update",
        ),
        RemoveTrigger(
            model_name="evidence",
            name="delete_delete",
        ),
        RemoveTrigger(
            model_name="stagechange",
            name="insert_insert",
        ),
        RemoveTrigger(
            model_name="stagechange",
            name="update_update",
        ),
        RemoveTrigger(
            model_name="stagechange",
            name="delete_delete",
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("typed", models.JSONField(help_text="What was typed, by the name of its box")),
                (
                    "action_version",
                    models.PositiveIntegerField(verbose_name="version of the action that the writer saw"),
                ),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="drafts", to="priorities.action"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("action", "person"), name="draft_one_per_person_and_action")
                ],
            },
        ),
        migrations.CreateModel(
            name="MilestoneMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_due_on", models.DateField(verbose_name="from")),
                ("to_due_on", models.DateField(verbose_name="to")),
                (
                    "date_change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestone_moves",
                        to="priorities.datechange",
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="priorities.milestone"
                    ),
                ),
            ],
            options={
                "ordering": ["to_due_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("date_change", "milestone"),
                        name="milestone_move_once",
                        violation_error_message="This milestone is listed already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_due_on", models.F("to_due_on")), _negated=True),
                        name="milestone_move_moves",
                        violation_error_message="The milestone's new date is the same as its current one.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                (
                    "told",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), help_text="Keys of what was owed", size=None
                    ),
                ),
                ("begun_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-day"],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "day"), name="reminder_one_per_person_and_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("file_name", models.CharField(max_length=200)),
                (
                    "rows",
                    models.JSONField(help_text="The rows of the sheet, each with its number and its cells as text"),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uploads", to="priorities.plan"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uploads", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_at__isnull", True)),
                        fields=("plan", "uploaded_by"),
                        name="upload_one_open_per_person_and_plan",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MilestoneMoveEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("from_due_on", models.DateField(verbose_name="from")),
                ("to_due_on", models.DateField(verbose_name="to")),
                (
                    "date_change",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="priorities.datechange",
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="priorities.milestone",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="priorities.milestonemove",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RemoveConstraint(
            model_name="datechange",
            name="date_change_moves",
        ),
        migrations.RemoveConstraint(
            model_name="evidence",
            name="evidence_link_or_note",
        ),
        migrations.RemoveConstraint(
            model_name="stagechange",
            name="stage_change_with_reason",
        ),
        migrations.AddField(
            model_name="datechange",
            name="answer",
            field=models.TextField(blank=True, verbose_name="words of the answer"),
        ),
        migrations.AddField(
            model_name="datechange",
            name="answered_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="datechange",
            name="asked_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="datechange",
            name="refused_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="date_changes_refused",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="datechange",
            name="refused_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="datechangeevent",
            name="answer",
            field=models.TextField(blank=True, verbose_name="words of the answer"),
        ),
        migrations.AddField(
            model_name="datechangeevent",
            name="answered_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="datechangeevent",
            name="asked_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="datechangeevent",
            name="refused_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="datechangeevent",
            name="refused_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="evidence",
            name="added_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="evidence",
            name="content_type",
            field=models.CharField(blank=True, max_length=100, verbose_name="type of the file"),
        ),
        migrations.AddField(
            model_name="evidence",
            name="file",
            field=models.FileField(blank=True, max_length=200, upload_to=priorities.models.evidence.unguessable),
        ),
        migrations.AddField(
            model_name="evidence",
            name="file_name",
            field=models.CharField(blank=True, max_length=200, verbose_name="name of the file"),
        ),
        migrations.AddField(
            model_name="evidence",
            name="removal_reason",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="evidence",
            name="removed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="evidence",
            name="removed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evidence_removed",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="removed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="evidence",
            name="size",
            field=models.PositiveBigIntegerField(blank=True, null=True, verbose_name="size in bytes"),
        ),
        migrations.AddField(
            model_name="evidenceevent",
            name="added_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="evidenceevent",
            name="content_type",
            field=models.CharField(blank=True, max_length=100, verbose_name="type of the file"),
        ),
        migrations.AddField(
            model_name="evidenceevent",
            name="file",
            field=models.FileField(blank=True, max_length=200, upload_to=priorities.models.evidence.unguessable),
        ),
        migrations.AddField(
            model_name="evidenceevent",
            name="file_name",
            field=models.CharField(blank=True, max_length=200, verbose_name="name of the file"),
        ),
        migrations.AddField(
            model_name="evidenceevent",
            name="removal_reason",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="evidenceevent",
            name="removed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="evidenceevent",
            name="removed_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="evidenceevent",
            name="removed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="evidenceevent",
            name="size",
            field=models.PositiveBigIntegerField(blank=True, null=True, verbose_name="size in bytes"),
        ),
        migrations.AddField(
            model_name="stagechange",
            name="changed_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="stagechangeevent",
            name="changed_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AlterField(
            model_name="evidence",
            name="action",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="priorities.action"
            ),
        ),
        migrations.AddConstraint(
            model_name="datechange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("agreed_on__isnull", True), ("refused_on__isnull", True)),
                fields=("action",),
                name="date_change_one_waiting",
                violation_error_message="A new date is asked for already. It is answered before another is asked for.",
            ),
        ),
        migrations.AddConstraint(
            model_name="datechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("refused_by__isnull", True), ("refused_on__isnull", True)),
                    models.Q(
                        ("refused_by__isnull", False),
                        ("refused_on__gte", models.F("asked_on")),
                        ("refused_on__isnull", False),
                        ("agreed_on__isnull", True),
                        ("answer__regex", "\\S"),
                    ),
                    _connector="OR",
                ),
                name="date_change_refused_in_words",
                violation_error_message="Say why the new date is refused.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("title__regex", "\\S"),
                    models.Q(
                        ("url__regex", "\\S"),
                        ("note__regex", "\\S"),
                        models.Q(("file", ""), _negated=True),
                        ("removed_on__isnull", False),
                        _connector="OR",
                    ),
                ),
                name="evidence_link_note_or_file",
                violation_error_message="Give the evidence a title, and a link, a note or a file.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("file", ""), ("size__isnull", True)),
                    models.Q(
                        models.Q(("file", ""), _negated=True), ("file_name__regex", "\\S"), ("size__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="evidence_file_described",
                violation_error_message="A file has a name and a size.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("removed_at__isnull", True), ("removed_by__isnull", True), ("removed_on__isnull", True)),
                    models.Q(
                        ("file", ""),
                        ("removed_at__isnull", False),
                        ("removed_on__isnull", False),
                        ("removal_reason__regex", "\\S"),
                    ),
                    _connector="OR",
                ),
                name="evidence_removed_with_reason",
                violation_error_message="Say why the evidence is removed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="stagechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("to_stage__in", ["on_hold", "cancelled", "transferred"]),
                        models.Q(
                            (
                                "from_stage__in",
                                ["on_hold", "cancelled", "transferred", "awaiting_sign_off", "complete"],
                            ),
                            ("to_stage__in", ["not_reported", "not_started", "in_progress"]),
                        ),
                        _connector="OR",
                        _negated=True,
                    ),
                    ("reason__regex", "\\S"),
                    _connector="OR",
                ),
                name="stage_change_with_reason",
                violation_error_message="Say why it is put on hold, cancelled, transferred, sent back or reopened.",
            ),
        ),
        AddTrigger(
            model_name="action",
            trigger=pgtrigger.compiler.Trigger(
                name="complete_has_evidence",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n                IF EXISTS (SELECT FROM priorities_action WHERE id = NEW.id AND stage = 'complete')\n                   AND NOT EXISTS (\n                       SELECT FROM priorities_evidence WHERE action_id = NEW.id AND removed_on IS NULL\n                   ) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'action_complete_has_evidence', MESSAGE = 'An action is complete only with evidence: a link, a note or a file.';\n                END IF;\n                RETURN NULL;\n            ",
                    hash="b366786be5105c9f0fba0e740640d68c7c7e62cf",
                    operation='INSERT OR UPDATE OF "stage"',
                    pgid="pgtrigger_complete_has_evidence_84fc7",
                    table="priorities_action",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="datechange",
            trigger=pgtrigger.compiler.Trigger(
                name="date_change_moves",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n                IF NEW.from_due_on = NEW.to_due_on\n                   AND NOT EXISTS (SELECT FROM priorities_milestonemove WHERE date_change_id = NEW.id) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'date_change_moves', MESSAGE = 'The new due date is the same as the current one.';\n                END IF;\n                RETURN NULL;\n            ",
                    hash="d3dc17252855c664bb8461cce658900a4977d84b",
                    operation="INSERT",
                    pgid="pgtrigger_date_change_moves_09d3d",
                    table="priorities_datechange",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="datechange",
            trigger=pgtrigger.compiler.Trigger(
                name="date_change_asked_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."action_id" IS DISTINCT FROM (NEW."action_id") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."asked_on" IS DISTINCT FROM (NEW."asked_on") OR OLD."from_due_on" IS DISTINCT FROM (NEW."from_due_on") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."to_due_on" IS DISTINCT FROM (NEW."to_due_on"))',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'date_change_asked_fixed', MESSAGE = 'What was asked for stays as it was recorded. Ask for another date once this one is answered.';",
                    hash="1f5c9fefb436aec2b2af71ea1cd683c47932d4f5",
                    operation="UPDATE",
                    pgid="pgtrigger_date_change_asked_fixed_d0ed8",
                    table="priorities_datechange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="datechange",
            trigger=pgtrigger.compiler.Trigger(
                name="answered_date_change_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."agreed_on" IS NOT NULL OR OLD."refused_on" IS NOT NULL)',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'date_change_kept', MESSAGE = 'An answered date change stays as it was recorded. Ask for another.';",
                    hash="e44b23ad37bb96bfdfee6706b726d0d307de90f0",
                    operation="UPDATE",
                    pgid="pgtrigger_answered_date_change_kept_bda06",
                    table="priorities_datechange",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="datechange",
            trigger=pgtrigger.compiler.Trigger(
                name="date_change_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'date_change_never_deleted', MESSAGE = 'A date change is never deleted. Take it back, or refuse it.';",
                    hash="94dfe07274477565bb7f4ff08a95e4ccd3ba4050",
                    operation="DELETE",
                    pgid="pgtrigger_date_change_never_deleted_1ee6f",
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
                    func='INSERT INTO "priorities_datechangeevent" ("action_id", "agreed_by_id", "agreed_on", "answer", "answered_at", "asked_at", "asked_by_id", "asked_on", "decision_id", "from_due_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "refused_by_id", "refused_on", "to_due_on") VALUES (NEW."action_id", NEW."agreed_by_id", NEW."agreed_on", NEW."answer", NEW."answered_at", NEW."asked_at", NEW."asked_by_id", NEW."asked_on", NEW."decision_id", NEW."from_due_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."reason", NEW."refused_by_id", NEW."refused_on", NEW."to_due_on"); RETURN NULL;',
                    hash="c11cc599e886b020c443c9b2ca60850ac12f8c0d",
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
                    func='INSERT INTO "priorities_datechangeevent" ("action_id", "agreed_by_id", "agreed_on", "answer", "answered_at", "asked_at", "asked_by_id", "asked_on", "decision_id", "from_due_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "refused_by_id", "refused_on", "to_due_on") VALUES (NEW."action_id", NEW."agreed_by_id", NEW."agreed_on", NEW."answer", NEW."answered_at", NEW."asked_at", NEW."asked_by_id", NEW."asked_on", NEW."decision_id", NEW."from_due_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."reason", NEW."refused_by_id", NEW."refused_on", NEW."to_due_on"); RETURN NULL;',
                    hash="b5adcc92c8a310ea091f52e43505ff97de1f2961",
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
                    func='INSERT INTO "priorities_datechangeevent" ("action_id", "agreed_by_id", "agreed_on", "answer", "answered_at", "asked_at", "asked_by_id", "asked_on", "decision_id", "from_due_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "refused_by_id", "refused_on", "to_due_on") VALUES (OLD."action_id", OLD."agreed_by_id", OLD."agreed_on", OLD."answer", OLD."answered_at", OLD."asked_at", OLD."asked_by_id", OLD."asked_on", OLD."decision_id", OLD."from_due_on", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."reason", OLD."refused_by_id", OLD."refused_on", OLD."to_due_on"); RETURN NULL;',
                    hash="1f065e292e6cc43bbfdac11e03568b324a4ac4d1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9c60c",
                    table="priorities_datechange",
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
                    func="\n                IF EXISTS (SELECT FROM priorities_action WHERE id = OLD.action_id AND stage = 'complete')\n                   AND NOT EXISTS (\n                       SELECT FROM priorities_evidence WHERE action_id = OLD.action_id AND removed_on IS NULL\n                   ) THEN\n                    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'action_complete_has_evidence', MESSAGE = 'An action is complete only with evidence: a link, a note or a file.';\n                END IF;\n                RETURN NULL;\n            ",
                    hash="898852509bdd66b71f7958a25c98d5c2fe4ca019",
                    operation='DELETE OR UPDATE OF "action_id", "removed_on"',
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
                    func='INSERT INTO "priorities_evidenceevent" ("action_id", "added_at", "added_by_id", "added_on", "content_type", "file", "file_name", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removal_reason", "removed_at", "removed_by_id", "removed_on", "size", "title", "url") VALUES (NEW."action_id", NEW."added_at", NEW."added_by_id", NEW."added_on", NEW."content_type", NEW."file", NEW."file_name", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."removal_reason", NEW."removed_at", NEW."removed_by_id", NEW."removed_on", NEW."size", NEW."title", NEW."url"); RETURN NULL;',
                    hash="bf106610c80bd760c5b9fb5f476a241aad66bee1",
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
                    func='INSERT INTO "priorities_evidenceevent" ("action_id", "added_at", "added_by_id", "added_on", "content_type", "file", "file_name", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removal_reason", "removed_at", "removed_by_id", "removed_on", "size", "title", "url") VALUES (NEW."action_id", NEW."added_at", NEW."added_by_id", NEW."added_on", NEW."content_type", NEW."file", NEW."file_name", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."removal_reason", NEW."removed_at", NEW."removed_by_id", NEW."removed_on", NEW."size", NEW."title", NEW."url"); RETURN NULL;',
                    hash="b2854e1cdbb61b69cc6e94c86bbe27a31c59984e",
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
                    func='INSERT INTO "priorities_evidenceevent" ("action_id", "added_at", "added_by_id", "added_on", "content_type", "file", "file_name", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removal_reason", "removed_at", "removed_by_id", "removed_on", "size", "title", "url") VALUES (OLD."action_id", OLD."added_at", OLD."added_by_id", OLD."added_on", OLD."content_type", OLD."file", OLD."file_name", OLD."id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."removal_reason", OLD."removed_at", OLD."removed_by_id", OLD."removed_on", OLD."size", OLD."title", OLD."url"); RETURN NULL;',
                    hash="ca88d0756c1391c24a1b71c98e5d00b13e0e5f63",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_93863",
                    table="priorities_evidence",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="stagechange",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_stagechangeevent" ("action_id", "agreed_by_id", "asked_by_id", "changed_at", "changed_on", "completed_on", "decision_id", "from_stage", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_stage", "transferred_to") VALUES (NEW."action_id", NEW."agreed_by_id", NEW."asked_by_id", NEW."changed_at", NEW."changed_on", NEW."completed_on", NEW."decision_id", NEW."from_stage", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."reason", NEW."to_stage", NEW."transferred_to"); RETURN NULL;',
                    hash="f283a6c3707570c8b16a5d7ff5bbeaf9aa009ba0",
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
                    func='INSERT INTO "priorities_stagechangeevent" ("action_id", "agreed_by_id", "asked_by_id", "changed_at", "changed_on", "completed_on", "decision_id", "from_stage", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_stage", "transferred_to") VALUES (NEW."action_id", NEW."agreed_by_id", NEW."asked_by_id", NEW."changed_at", NEW."changed_on", NEW."completed_on", NEW."decision_id", NEW."from_stage", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."reason", NEW."to_stage", NEW."transferred_to"); RETURN NULL;',
                    hash="4f7902ea3210f688aacfa887ed75120ba5d4019a",
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
                    func='INSERT INTO "priorities_stagechangeevent" ("action_id", "agreed_by_id", "asked_by_id", "changed_at", "changed_on", "completed_on", "decision_id", "from_stage", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_stage", "transferred_to") VALUES (OLD."action_id", OLD."agreed_by_id", OLD."asked_by_id", OLD."changed_at", OLD."changed_on", OLD."completed_on", OLD."decision_id", OLD."from_stage", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."reason", OLD."to_stage", OLD."transferred_to"); RETURN NULL;',
                    hash="b12d29a2ae3bab5270df777b4867030071ea071c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f9eaf",
                    table="priorities_stagechange",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="milestonemove",
            trigger=pgtrigger.compiler.Trigger(
                name="milestone_move_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'milestone_move_kept', MESSAGE = 'What was asked for stays as it was recorded. Ask for another date once this one is answered.';",
                    hash="ea50bd29e83db3c969d1fb6072f1596c342f4162",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_milestone_move_kept_4402a",
                    table="priorities_milestonemove",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="milestonemove",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_milestonemoveevent" ("date_change_id", "from_due_on", "id", "milestone_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_due_on") VALUES (NEW."date_change_id", NEW."from_due_on", NEW."id", NEW."milestone_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."to_due_on"); RETURN NULL;',
                    hash="02956dd38db6146b697e69cc43bc1a57b19b706e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7f250",
                    table="priorities_milestonemove",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="milestonemove",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "priorities_milestonemoveevent" ("date_change_id", "from_due_on", "id", "milestone_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_due_on") VALUES (NEW."date_change_id", NEW."from_due_on", NEW."id", NEW."milestone_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."to_due_on"); RETURN NULL;',
                    hash="492795e31b70acdda735a0552b4337b65863271f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_762d0",
                    table="priorities_milestonemove",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="milestonemove",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "priorities_milestonemoveevent" ("date_change_id", "from_due_on", "id", "milestone_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_due_on") VALUES (OLD."date_change_id", OLD."from_due_on", OLD."id", OLD."milestone_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."to_due_on"); RETURN NULL;',
                    hash="2fc65925d8db577da0fbe6e61c885d105ffaca28",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5bc43",
                    table="priorities_milestonemove",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="milestonemoveevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="79398f22b75f0f1fa4d7fa8abceffcc8d7922813",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3c04b",
                    table="priorities_milestonemoveevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
    operations = together(operations)
