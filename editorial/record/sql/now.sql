-- The time as Python writes it.

CREATE OR REPLACE FUNCTION record_now() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS')
        || CASE WHEN extract(microseconds FROM now())::bigint % 1000000 = 0 THEN ''
            ELSE to_char(now() AT TIME ZONE 'UTC', '.US') END || '+00:00'
$$;
