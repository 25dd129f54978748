"""What the database holds: keys that signed words cite never change or vanish; standing changes are immutable."""

from django.db import migrations

from editorial.shared.immutable import forbid_changes

KEEP_KEY = """
CREATE OR REPLACE FUNCTION references_keep_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'reference % is never deleted: merge it into another', OLD.key
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.key <> OLD.key OR NEW.id <> OLD.id THEN
        RAISE EXCEPTION 'the key of reference % never changes: signed words cite it', OLD.key
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER references_reference_keep_key BEFORE UPDATE OR DELETE ON references_reference
    FOR EACH ROW EXECUTE FUNCTION references_keep_key();
"""

FORGET = """
DROP TRIGGER references_reference_keep_key ON references_reference;
DROP FUNCTION references_keep_key();
"""


class Migration(migrations.Migration):
    dependencies = [("references", "0001_initial")]

    operations = [
        migrations.RunSQL(KEEP_KEY, FORGET),
        forbid_changes("references_standingchange"),
    ]
