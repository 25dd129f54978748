-- Name anew every row of a watched table, whose rows change, that was last named without a column that is watched by now: one event for
-- each chain, dated now, as found, not witnessed. Returns how many rows. Doing it again names nothing.

CREATE OR REPLACE FUNCTION record_widen(the_relation text) RETURNS bigint LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp' SET "TimeZone" TO 'UTC' AS $$
DECLARE
    watched record;
    found record;
    named bigint := 0;
BEGIN
    SELECT * INTO watched FROM record_watched w WHERE w.relation = the_relation AND NOT w.immutable;
    FOR found IN EXECUTE format(
        'SELECT reviews_chain_of(%1$L, to_jsonb(one)) AS chain, array_agg(one.%2$I::text) AS keys,
            array_agg(record_digest(to_jsonb(one) - %3$L::text[])) AS digests,
            record_keys((array_agg(to_jsonb(one) - %3$L::text[]))[1]) AS columns
        FROM %1$I one JOIN (
            SELECT DISTINCT ON (n.key) n.key, s.columns FROM record_namedrow n JOIN record_shape s ON s.id = n.shape_id
            WHERE n.relation = %1$L ORDER BY n.key, n.event_id DESC) last ON last.key = one.%2$I::text
        WHERE NOT last.columns::text[] @> record_keys(to_jsonb(one) - %3$L::text[])
        GROUP BY 1 ORDER BY 1',
        watched.relation, watched.key_column, watched.left_out)
    LOOP
        INSERT INTO record_pending (relation, columns, keys, digests)
            VALUES (watched.relation, found.columns, found.keys, found.digests);
        PERFORM record_append(found.chain, 'rows.widened', 'table:' || watched.relation, NULL,
            '{"as":"found, not witnessed","count":' || cardinality(found.keys) || '}', record_now(),
            ARRAY[watched.relation]);
        named := named + cardinality(found.keys);
    END LOOP;
    RETURN named;
END $$;
