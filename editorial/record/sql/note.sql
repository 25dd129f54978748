-- After a statement: what it wrote waits to be named. Arguments: the key's column, and the columns left out.

CREATE OR REPLACE FUNCTION record_note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp' SET "TimeZone" TO 'UTC' AS $$
DECLARE
    left_out text[] := coalesce(TG_ARGV[1], '{}')::text[];
BEGIN
    -- Each row is made jsonb once (OFFSET 0), however long its words are.
    IF TG_OP = 'INSERT' THEN
        INSERT INTO record_pending (relation, columns, keys, digests)
        SELECT TG_TABLE_NAME, (SELECT record_keys(to_jsonb(one) - left_out) FROM written one LIMIT 1),
            array_agg(said ->> TG_ARGV[0]), array_agg(record_digest(said))
        FROM (SELECT to_jsonb(one) - left_out AS said FROM written one OFFSET 0) each HAVING count(*) > 0;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO record_pending (relation, columns, keys, digests)
        SELECT TG_TABLE_NAME, (SELECT record_keys(to_jsonb(one) - left_out) FROM written one LIMIT 1),
            array_agg(said ->> TG_ARGV[0]), array_agg(record_digest(said))
        FROM (SELECT to_jsonb(one) - left_out AS said FROM written one
            EXCEPT ALL SELECT to_jsonb(one) - left_out FROM replaced one) each HAVING count(*) > 0;
    ELSE
        INSERT INTO record_pending (relation, columns, keys, digests)
        SELECT TG_TABLE_NAME, (SELECT record_keys(to_jsonb(one) - left_out) FROM replaced one LIMIT 1),
            array_agg(said ->> TG_ARGV[0]), array_agg(''::text)
        FROM (SELECT to_jsonb(one) - left_out AS said FROM replaced one OFFSET 0) each HAVING count(*) > 0;
    END IF;
    RETURN NULL;
END $$;
