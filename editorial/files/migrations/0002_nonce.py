from django.db import migrations

NONCE = """
-- What a row was first called may have to go: the digest by which an event names the row is a commitment.
ALTER TABLE files_storedfile ADD COLUMN nonce uuid NOT NULL DEFAULT gen_random_uuid();
"""


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]

    operations = [migrations.RunSQL(NONCE, "ALTER TABLE files_storedfile DROP COLUMN nonce;")]
