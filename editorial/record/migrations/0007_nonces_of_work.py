"""A nonce in the histories of assignments, comments, alarms and guests, which events name from now on (see 0004)."""

from django.db import migrations

PERSONAL = ("reviews_historicalassignment", "reviews_historicalcomment", "reviews_historicalguest")


class Migration(migrations.Migration):
    dependencies = [("record", "0006_help_texts"), ("reviews", "0012_addresses_of_notices")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {table} ADD COLUMN nonce uuid NOT NULL DEFAULT gen_random_uuid();",
            f"ALTER TABLE {table} DROP COLUMN nonce;",
        )
        for table in PERSONAL
    ]
