import pgtrigger.compiler
from django.db import migrations

from careplan.operations import AddTrigger

# What the triggers would have done, had they been there when these rows were written
FILL = """
INSERT INTO careplan_searchrow (kind, row_id, words)
SELECT 'organisation', o.id, careplan_searched(concat_ws(' ', o.name,
    (SELECT string_agg(name, ' ') FROM partners_organisationname WHERE organisation_id = o.id),
    (SELECT string_agg(value, ' ') FROM partners_identifier WHERE organisation_id = o.id)), '')
FROM partners_organisation o;

INSERT INTO careplan_searchrow (kind, row_id, words)
SELECT 'commitment', c.id, careplan_searched(c.reference || ' ' || c.title, concat_ws(' ',
    (SELECT string_agg(purpose, ' ') FROM partners_purposeline WHERE commitment_id = c.id),
    (SELECT string_agg(words, ' ') FROM partners_statement WHERE commitment_id = c.id)))
FROM partners_commitment c;
"""

EMPTY = "DELETE FROM careplan_searchrow WHERE kind IN ('organisation', 'commitment')"


class Migration(migrations.Migration):
    dependencies = [("partners", "0002_roles"), ("careplan", "0001_searched")]

    operations = [
        AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="searched",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'DELETE' THEN\n                DELETE FROM careplan_searchrow WHERE kind = 'commitment' AND row_id = OLD.id;\n                RETURN NULL;\n            END IF;\n            INSERT INTO careplan_searchrow AS found (kind, row_id, words) VALUES ('commitment', NEW.id, careplan_searched(NEW.reference || ' ' || NEW.title, concat_ws(' ', (SELECT string_agg(purpose, ' ') FROM partners_purposeline WHERE commitment_id = NEW.id), (SELECT string_agg(words, ' ') FROM partners_statement WHERE commitment_id = NEW.id))))\n            ON CONFLICT (kind, row_id) DO UPDATE SET words = excluded.words WHERE found.words <> excluded.words;\n            RETURN NULL;\n        ",
                    hash="590593f35a9117e2cf05fb0c00be58c8fb6ad5a3",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_searched_fde44",
                    table="partners_commitment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="searched",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'DELETE' THEN\n                DELETE FROM careplan_searchrow WHERE kind = 'organisation' AND row_id = OLD.id;\n                RETURN NULL;\n            END IF;\n            INSERT INTO careplan_searchrow AS found (kind, row_id, words) VALUES ('organisation', NEW.id, careplan_searched(concat_ws(' ', NEW.name, (SELECT string_agg(name, ' ') FROM partners_organisationname WHERE organisation_id = NEW.id), (SELECT string_agg(value, ' ') FROM partners_identifier WHERE organisation_id = NEW.id)), ''))\n            ON CONFLICT (kind, row_id) DO UPDATE SET words = excluded.words WHERE found.words <> excluded.words;\n            RETURN NULL;\n        ",
                    hash="8d6898c5cad74dcc8e1c6015f8243682e42945c9",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_searched_4fcfe",
                    table="partners_organisation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(FILL, EMPTY),
    ]
