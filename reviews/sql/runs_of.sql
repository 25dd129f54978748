-- The runs of one to five words of a text, as keys: looked up one by one, a thousand remarks cost a save next to nothing.

CREATE OR REPLACE FUNCTION reviews_runs_of(plain text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_object_agg(run, 1), '{}') FROM (
        SELECT DISTINCT unnest(ARRAY[w, w || ' ' || lead(w, 1) OVER at, w || ' ' || lead(w, 1) OVER at || ' ' || lead(w, 2) OVER at,
            w || ' ' || lead(w, 1) OVER at || ' ' || lead(w, 2) OVER at || ' ' || lead(w, 3) OVER at,
            w || ' ' || lead(w, 1) OVER at || ' ' || lead(w, 2) OVER at || ' ' || lead(w, 3) OVER at || ' ' || lead(w, 4) OVER at]) AS run
        FROM unnest(string_to_array(btrim(plain), ' ')) WITH ORDINALITY AS words(w, number) WINDOW at AS (ORDER BY number)
    ) runs WHERE run IS NOT NULL
$$;
