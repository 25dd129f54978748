-- The watched tables, as their triggers say.

CREATE OR REPLACE VIEW record_watched AS
    SELECT c.relname::text AS relation, said[1] AS key_column, said[2]::text[] AS left_out,
        EXISTS (SELECT FROM pg_trigger i WHERE i.tgrelid = c.oid AND i.tgname = c.relname || '_immutable') AS immutable
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        CROSS JOIN string_to_array(encode(t.tgargs, 'escape'), '\000') AS said
    WHERE t.tgname = 'record_names_insert' AND c.relnamespace = to_regnamespace(current_schema())
    ORDER BY 1;
