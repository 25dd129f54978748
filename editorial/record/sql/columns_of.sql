-- The columns that a row had when it was named; what a later migration added is left out.

CREATE OR REPLACE FUNCTION record_columns_of(the_row jsonb, the_columns text[]) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN (SELECT count(*) FROM jsonb_object_keys(the_row)) = cardinality(the_columns)
        AND the_row ?& the_columns THEN the_row
        ELSE (SELECT jsonb_object_agg(key, value) FROM jsonb_each(the_row) WHERE key = ANY (the_columns)) END
$$;
