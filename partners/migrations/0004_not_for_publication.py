import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from careplan.operations import AddTrigger, RemoveTrigger, together


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0003_searched"),
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
        migrations.AddField(
            model_name="commitment",
            name="is_withheld",
            field=models.BooleanField(default=False, verbose_name="not for publication"),
        ),
        migrations.AddField(
            model_name="commitmentevent",
            name="is_withheld",
            field=models.BooleanField(default=False, verbose_name="not for publication"),
        ),
        AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_commitmentevent" ("amount", "announced_on", "awarded_on", "decision_id", "ends_on", "financial_years", "held_by_id", "id", "is_recurring", "is_withheld", "kind", "note", "period_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "recipient_id", "reference", "share_rule", "source_id", "starts_on", "title", "wider_aims") VALUES (NEW."amount", NEW."announced_on", NEW."awarded_on", NEW."decision_id", NEW."ends_on", NEW."financial_years", NEW."held_by_id", NEW."id", NEW."is_recurring", NEW."is_withheld", NEW."kind", NEW."note", NEW."period_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."qualifier", NEW."recipient_id", NEW."reference", NEW."share_rule", NEW."source_id", NEW."starts_on", NEW."title", NEW."wider_aims"); RETURN NULL;',
                    hash="32d404ba67294b3feadac06c1a342f42ac3e535b",
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
                    condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."announced_on" IS DISTINCT FROM (NEW."announced_on") OR OLD."awarded_on" IS DISTINCT FROM (NEW."awarded_on") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."financial_years" IS DISTINCT FROM (NEW."financial_years") OR OLD."held_by_id" IS DISTINCT FROM (NEW."held_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_recurring" IS DISTINCT FROM (NEW."is_recurring") OR OLD."is_withheld" IS DISTINCT FROM (NEW."is_withheld") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."period_note" IS DISTINCT FROM (NEW."period_note") OR OLD."qualifier" IS DISTINCT FROM (NEW."qualifier") OR OLD."recipient_id" IS DISTINCT FROM (NEW."recipient_id") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."share_rule" IS DISTINCT FROM (NEW."share_rule") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."wider_aims" IS DISTINCT FROM (NEW."wider_aims"))',
                    func='INSERT INTO "partners_commitmentevent" ("amount", "announced_on", "awarded_on", "decision_id", "ends_on", "financial_years", "held_by_id", "id", "is_recurring", "is_withheld", "kind", "note", "period_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "recipient_id", "reference", "share_rule", "source_id", "starts_on", "title", "wider_aims") VALUES (NEW."amount", NEW."announced_on", NEW."awarded_on", NEW."decision_id", NEW."ends_on", NEW."financial_years", NEW."held_by_id", NEW."id", NEW."is_recurring", NEW."is_withheld", NEW."kind", NEW."note", NEW."period_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."qualifier", NEW."recipient_id", NEW."reference", NEW."share_rule", NEW."source_id", NEW."starts_on", NEW."title", NEW."wider_aims"); RETURN NULL;',
                    hash="25456ada10bdb0a1056c85e0ae078894f93f177a",
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
                    func='INSERT INTO "partners_commitmentevent" ("amount", "announced_on", "awarded_on", "decision_id", "ends_on", "financial_years", "held_by_id", "id", "is_recurring", "is_withheld", "kind", "note", "period_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "recipient_id", "reference", "share_rule", "source_id", "starts_on", "title", "wider_aims") VALUES (OLD."amount", OLD."announced_on", OLD."awarded_on", OLD."decision_id", OLD."ends_on", OLD."financial_years", OLD."held_by_id", OLD."id", OLD."is_recurring", OLD."is_withheld", OLD."kind", OLD."note", OLD."period_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."qualifier", OLD."recipient_id", OLD."reference", OLD."share_rule", OLD."source_id", OLD."starts_on", OLD."title", OLD."wider_aims"); RETURN NULL;',
                    hash="544827fe18e9eb07abbd36acf853e6606530c6e0",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c50f6",
                    table="partners_commitment",
                    when="AFTER",
                ),
            ),
        ),
    ]
    operations = together(operations)
