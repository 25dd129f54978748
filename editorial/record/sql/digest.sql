-- What a digest covers: the row as jsonb, written as PostgreSQL writes jsonb (keys by length, then by bytes), with times
-- in UTC: it is called only where the time zone is set.

CREATE OR REPLACE FUNCTION record_digest(the_row jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT encode(sha256(convert_to(the_row::text, 'UTF8')), 'hex')
$$;
