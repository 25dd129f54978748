"""Rows that never change, held by Python for clear errors and by PostgreSQL for certainty.

``ImmutableModel`` refuses in the ORM. The triggers that refuse raw SQL, another program or a mistake (UPDATE, DELETE,
TRUNCATE, and where it matters a late INSERT) are in the apps' files ``rows_never_change.sql`` and ``only_while*.sql``.
The steps below are what the migrations of version 0.1.0 made them with; no new migration uses them.
"""

from typing import Any, NoReturn

from django.db import models
from django.db.migrations import RunSQL


class ImmutableError(TypeError):
    """Code tried to change a row that is immutable: a mistake in the program, never a person's error."""


class ImmutableQuerySet(models.QuerySet[Any]):
    """Reading and ``create`` only."""

    def _refuse(self, *args: object, **kwargs: object) -> NoReturn:
        raise ImmutableError(f"{self.model.__name__} rows are never changed or deleted.")

    update = delete = bulk_update = update_or_create = _refuse


class ImmutableModel(models.Model):
    """A row that is written once."""

    objects = ImmutableQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ImmutableError(f"{type(self).__name__} rows are never changed.")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise ImmutableError(f"{type(self).__name__} rows are never deleted.")


REFUSE_FUNCTION = """
CREATE OR REPLACE FUNCTION imprimatur_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: these rows are immutable', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

STATE_GUARD_FUNCTION = """
CREATE OR REPLACE FUNCTION imprimatur_edition_state_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    edition_ids uuid[];
    one uuid;
    found_state text;
BEGIN
    edition_ids := CASE TG_OP
        WHEN 'INSERT' THEN ARRAY[NEW.edition_id]
        WHEN 'DELETE' THEN ARRAY[OLD.edition_id]
        ELSE ARRAY[OLD.edition_id, NEW.edition_id] END;
    FOREACH one IN ARRAY edition_ids LOOP
        -- FOR SHARE: waits for a submission under way in another transaction, and then sees its result.
        SELECT state INTO found_state FROM articles_edition WHERE id = one FOR SHARE;
        IF found_state IS NULL OR found_state <> TG_ARGV[0] THEN
            RAISE EXCEPTION '% on % is refused: the edition is %, not %', TG_OP, TG_TABLE_NAME, found_state, TG_ARGV[0]
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
"""


def forbid_changes(table: str) -> RunSQL:
    """Migration step: ``table`` refuses UPDATE, DELETE and TRUNCATE from now on."""
    return RunSQL(
        f"""{REFUSE_FUNCTION}
        CREATE TRIGGER {table}_immutable BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
        CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();
        """,
        f"DROP TRIGGER {table}_immutable ON {table}; DROP TRIGGER {table}_no_truncate ON {table};",
    )


def only_while_draft(table: str) -> RunSQL:
    """Migration step: rows of ``table`` (with an ``edition_id``) can be written only while that edition is a draft."""
    return RunSQL(
        f"""{REFUSE_FUNCTION}{STATE_GUARD_FUNCTION}
        CREATE TRIGGER {table}_state_guard BEFORE INSERT OR UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION imprimatur_edition_state_guard('draft');
        CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();
        """,
        f"DROP TRIGGER {table}_state_guard ON {table}; DROP TRIGGER {table}_no_truncate ON {table};",
    )


def insert_only_while(table: str, state: str) -> RunSQL:
    """Migration step: a new row of ``table`` (with an ``edition_id``) is taken only while the edition is ``state``."""
    return RunSQL(
        f"""{STATE_GUARD_FUNCTION}
        CREATE TRIGGER {table}_state_guard BEFORE INSERT ON {table}
            FOR EACH ROW EXECUTE FUNCTION imprimatur_edition_state_guard('{state}');
        """,
        f"DROP TRIGGER {table}_state_guard ON {table};",
    )
