-- Whether a name in a file may be a person's: each word of the one is a word of the other, or the initial of one, and they share a whole
-- word that is no title. Accents, degrees and spellings are not folded here as articles/words/namesakes.py does: where in doubt this
-- says no, and somebody is asked.

CREATE OR REPLACE FUNCTION reviews_may_be_one(the_name text, other text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    WITH words AS (
        SELECT regexp_split_to_array(btrim(regexp_replace(lower(the_name), '[^[:alpha:]]+', ' ', 'g')), ' ') AS a,
            regexp_split_to_array(btrim(regexp_replace(lower(other), '[^[:alpha:]]+', ' ', 'g')), ' ') AS b
    ), missing AS (
        SELECT (SELECT count(*) FROM unnest(a) x WHERE NOT EXISTS (
                SELECT 1 FROM unnest(b) y WHERE x = y OR (1 IN (length(x), length(y)) AND left(x, 1) = left(y, 1)))) AS of_a,
            (SELECT count(*) FROM unnest(b) y WHERE NOT EXISTS (
                SELECT 1 FROM unnest(a) x WHERE x = y OR (1 IN (length(x), length(y)) AND left(x, 1) = left(y, 1)))) AS of_b,
            EXISTS (SELECT 1 FROM unnest(a) x WHERE length(x) > 1 AND x = ANY (b)
                AND x NOT IN ('dr', 'prof', 'professor', 'mr', 'mrs', 'ms', 'sir', 'md', 'phd', 'jr')) AS share
        FROM words
    )
    SELECT share AND 0 IN (of_a, of_b) FROM missing
$$;
