-- For every row of a watched table and every row that was ever named: its key, and what is wrong with it ('' if nothing).

CREATE OR REPLACE FUNCTION record_compared(the_relation text) RETURNS TABLE(key text, problem text)
    LANGUAGE plpgsql STABLE SET search_path TO 'public', 'pg_temp' SET "TimeZone" TO 'UTC' AS $$
DECLARE
    watched record;
BEGIN
    SELECT * INTO watched FROM record_watched w WHERE w.relation = the_relation;
    RETURN QUERY EXECUTE format(
        'SELECT coalesce(now.key, named.key), CASE
            WHEN named.key IS NULL THEN ''no event names it''
            WHEN now.key IS NULL AND named.digest <> '''' THEN ''it is gone, and no event says that it went''
            WHEN now.key IS NULL THEN ''''
            WHEN named.digest = '''' THEN ''the record says that it went''
            WHEN NOT now.said ?& named.columns THEN ''a column is gone with which it was named''
            WHEN named.digest <> record_digest(record_columns_of(now.said, named.columns))
                THEN ''it is not as the record names it''
            WHEN %4$L::boolean AND named.times > 1 THEN ''it never changes, but the record names it more than once''
            ELSE '''' END
        FROM (SELECT one.%2$I::text AS key, to_jsonb(one) - %3$L::text[] AS said FROM %1$I one) now
        FULL JOIN (
            SELECT DISTINCT ON (n.key) n.key::text, n.digest, s.columns, count(*) OVER (PARTITION BY n.key) AS times
            FROM record_namedrow n JOIN record_shape s ON s.id = n.shape_id
            WHERE n.relation = %1$L ORDER BY n.key, n.event_id DESC) named ON named.key = now.key',
        watched.relation, watched.key_column, watched.left_out, watched.immutable);
END $$;
