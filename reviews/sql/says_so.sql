-- Whether a text does what a remark says: it has a run of its words that the text before had not; or, where the remark takes words out,
-- it has none of their runs, and the text before had one.

CREATE OR REPLACE FUNCTION reviews_says_so(said text, takes_out boolean, before jsonb, after jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    WITH words AS (SELECT string_to_array(btrim(said), ' ') AS w),
    runs AS (
        SELECT array_to_string(w[i : i + 4], ' ') AS run
        FROM words, generate_series(1, greatest(cardinality(w) - 4, 1)) AS i
        WHERE cardinality(w) > 2 OR said ~ '[0-9]'
    )
    SELECT coalesce(CASE WHEN takes_out
        THEN bool_and(NOT after ? run) AND bool_or(before ? run)
        ELSE bool_or(after ? run AND NOT before ? run) END, false) FROM runs
$$;
