import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

# Words are kept as they are written and by their stem: the one finds their beginnings, the other their other forms.
# What stands between words parts them, else "health/social" would be one word, the name of a file; and where the
# locale is C, Postgres takes quotes, dashes and pounds for letters.
MAKE = r"""
CREATE TEXT SEARCH DICTIONARY careplan_written (TEMPLATE = pg_catalog.simple, STOPWORDS = english);
CREATE TEXT SEARCH CONFIGURATION careplan_written (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION careplan_written ALTER MAPPING REPLACE pg_catalog.simple WITH careplan_written;

CREATE FUNCTION careplan_words(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN regexp_replace(
        left($1, 50000), '[\x01-/:-@\x5b-\x60{-\u00bf\u00d7\u00f7\u2000-\u2bff\u3000-\u303f]+', ' ', 'g'
    );

CREATE FUNCTION careplan_both_forms(text) RETURNS tsvector LANGUAGE sql STABLE STRICT PARALLEL SAFE
    RETURN to_tsvector('english', careplan_words($1)) || to_tsvector('careplan_written', careplan_words($1));

CREATE FUNCTION careplan_searched(names text, said text) RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE
    RETURN setweight(careplan_both_forms(names), 'A') || setweight(careplan_both_forms(said), 'B');
"""

REMOVE = """
DROP FUNCTION careplan_searched(text, text);
DROP FUNCTION careplan_both_forms(text);
DROP FUNCTION careplan_words(text);
DROP TEXT SEARCH CONFIGURATION careplan_written;
DROP TEXT SEARCH DICTIONARY careplan_written;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL(MAKE, REMOVE),
        migrations.CreateModel(
            name="SearchRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kind", "row_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("row_id", models.BigIntegerField()),
                ("words", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["words"], name="search_words")
                ],
            },
        ),
    ]
