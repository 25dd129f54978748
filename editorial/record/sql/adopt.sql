-- Name every row of the watched tables that no event has ever named a row of: one event for each chain and table,
-- dated now. Returns how many rows were adopted. Doing it again adopts nothing.

CREATE OR REPLACE FUNCTION record_adopt() RETURNS bigint LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp' SET "TimeZone" TO 'UTC' AS $$
DECLARE
    watched record;
    found record;
    adopted bigint := 0;
BEGIN
    FOR watched IN SELECT * FROM record_watched w
        WHERE NOT EXISTS (SELECT FROM record_namedrow n WHERE n.relation = w.relation)
    LOOP
        FOR found IN EXECUTE format(
            'SELECT reviews_chain_of(%1$L, to_jsonb(one)) AS chain, array_agg(one.%2$I::text) AS keys,
                array_agg(record_digest(to_jsonb(one) - %3$L::text[])) AS digests,
                record_keys((array_agg(to_jsonb(one) - %3$L::text[]))[1]) AS columns
            FROM %1$I one GROUP BY 1 ORDER BY 1',
            watched.relation, watched.key_column, watched.left_out)
        LOOP
            INSERT INTO record_pending (relation, columns, keys, digests)
                VALUES (watched.relation, found.columns, found.keys, found.digests);
            PERFORM record_append(found.chain, 'rows.adopted', 'table:' || watched.relation, NULL,
                '{"as":"found, not witnessed","count":' || cardinality(found.keys) || '}', record_now(),
                ARRAY[watched.relation]);
            adopted := adopted + cardinality(found.keys);
        END LOOP;
    END LOOP;
    RETURN adopted;
END $$;
