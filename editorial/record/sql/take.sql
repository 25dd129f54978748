-- What is pending, as an event says it: [[table, [column, …], [[key, digest], …]], …]. The last state of a row counts.

CREATE OR REPLACE FUNCTION record_take(only_of text[]) RETURNS text LANGUAGE sql AS $$
    WITH taken AS (
        DELETE FROM record_pending p WHERE p.xid = pg_current_xact_id() AND (only_of IS NULL OR p.relation = ANY (only_of))
        RETURNING p.id, p.relation, p.columns, p.keys, p.digests),
    last AS (
        SELECT DISTINCT ON (t.relation, one.key) t.relation, t.columns, one.key, one.digest
        FROM taken t, unnest(t.keys, t.digests) AS one (key, digest)
        ORDER BY t.relation, one.key, t.id DESC),
    said AS (
        SELECT relation, '[' || to_json(relation) || ',' || array_to_json(columns) || ',['
            || string_agg('[' || to_json(key) || ',"' || digest || '"]', ',' ORDER BY key COLLATE "C") || ']]' AS part
        FROM last GROUP BY relation, columns)
    SELECT '[' || coalesce(string_agg(part, ',' ORDER BY relation COLLATE "C", part COLLATE "C"), '') || ']' FROM said
$$;
