import pgtrigger.compiler
from django.db import migrations

from careplan.operations import AddTrigger

# What the triggers would have done, had they been there when these rows were written
FILL = """
INSERT INTO careplan_searchrow (kind, row_id, words)
SELECT 'action', id, careplan_searched(code || ' ' || title, description) FROM priorities_action;

INSERT INTO careplan_searchrow (kind, row_id, words)
SELECT 'update', id, careplan_searched('', concat_ws(' ', done, next, reason, path_to_green, dates_explained))
FROM priorities_update;
"""

EMPTY = "DELETE FROM careplan_searchrow WHERE kind IN ('action', 'update')"


class Migration(migrations.Migration):
    dependencies = [("priorities", "0004_officers_week"), ("careplan", "0001_searched")]

    operations = [
        AddTrigger(
            model_name="action",
            trigger=pgtrigger.compiler.Trigger(
                name="searched",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'DELETE' THEN\n                DELETE FROM careplan_searchrow WHERE kind = 'action' AND row_id = OLD.id;\n                RETURN NULL;\n            END IF;\n            INSERT INTO careplan_searchrow AS found (kind, row_id, words) VALUES ('action', NEW.id, careplan_searched(NEW.code || ' ' || NEW.title, NEW.description))\n            ON CONFLICT (kind, row_id) DO UPDATE SET words = excluded.words WHERE found.words <> excluded.words;\n            RETURN NULL;\n        ",
                    hash="8719d220faf874478d4513769c0631030d6ad608",
                    operation='INSERT OR UPDATE OF "code", "title", "description" OR DELETE',
                    pgid="pgtrigger_searched_14b4b",
                    table="priorities_action",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="update",
            trigger=pgtrigger.compiler.Trigger(
                name="searched",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'DELETE' THEN\n                DELETE FROM careplan_searchrow WHERE kind = 'update' AND row_id = OLD.id;\n                RETURN NULL;\n            END IF;\n            INSERT INTO careplan_searchrow AS found (kind, row_id, words) VALUES ('update', NEW.id, careplan_searched('', concat_ws(' ', NEW.done, NEW.next, NEW.reason, NEW.path_to_green, NEW.dates_explained)))\n            ON CONFLICT (kind, row_id) DO UPDATE SET words = excluded.words WHERE found.words <> excluded.words;\n            RETURN NULL;\n        ",
                    hash="0de20da47bdb99462713be2dcf0661ca9065caea",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_searched_cfbee",
                    table="priorities_update",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(FILL, EMPTY),
    ]
