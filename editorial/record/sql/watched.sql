-- The watched tables, as their triggers say. What others than actions write too (a history; a file that is kept for a while) is
-- named at the commit at the latest, by an event of the site.

CREATE OR REPLACE VIEW record_watched AS
    SELECT c.relname::text AS relation, said[1] AS key_column, said[2]::text[] AS left_out,
        EXISTS (SELECT FROM pg_trigger i WHERE i.tgrelid = c.oid AND i.tgname = c.relname || '_immutable') AS immutable,
        strpos(c.relname, '_historical') > 0 OR coalesce(said[3] = 'at the commit', false) AS at_commit
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        CROSS JOIN string_to_array(encode(t.tgargs, 'escape'), '\000') AS said
    WHERE t.tgname = 'record_names_insert' AND c.relnamespace = to_regnamespace(current_schema())
    ORDER BY 1;
