"""Where events name rows: what waits to be named, the index of what was named, and its columns."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

# Only within one transaction has this table any rows, so nothing of it need outlive a crash.
PENDING = """
CREATE UNLOGGED TABLE record_pending (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    relation text NOT NULL,
    columns text[] NOT NULL,
    keys text[] NOT NULL,
    digests text[] NOT NULL
);
CREATE INDEX record_pending_of_transaction ON record_pending (xid);
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0002_guards")]

    operations = [
        migrations.CreateModel(
            name="Shape",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "columns",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), size=None, unique=True
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NamedRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("relation", models.CharField(max_length=63)),
                ("key", models.CharField(max_length=200)),
                ("digest", models.CharField(blank=True, max_length=64)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="record.event"
                    ),
                ),
                (
                    "shape",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.shape"
                    ),
                ),
            ],
            options={
                "ordering": ["event", "relation", "key"],
                "indexes": [models.Index(fields=["relation", "key", "-event"], name="namedrow_latest")],
            },
        ),
        migrations.RunSQL(PENDING, "DROP TABLE record_pending;"),
    ]
