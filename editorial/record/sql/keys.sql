-- The columns of a row, in the order in which PostgreSQL writes them.

CREATE OR REPLACE FUNCTION record_keys(the_row jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ARRAY(SELECT jsonb_object_keys(the_row))
$$;
