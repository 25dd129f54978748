-- What calls this trigger refuses the whole statement: the rows of its table never change.
-- The triggers that call it stand in the files rows_never_change.sql and only_while_draft.sql of the apps.

CREATE OR REPLACE FUNCTION imprimatur_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: these rows are immutable', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
