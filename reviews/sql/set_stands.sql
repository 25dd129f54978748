-- Whether the members of a set stand still: one that was not left out is approved, or the set was published.

CREATE OR REPLACE FUNCTION reviews_set_stands(the_set uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT (SELECT s.published_at IS NOT NULL FROM reviews_editionset s WHERE s.id = the_set) OR EXISTS (
        SELECT 1 FROM reviews_setmember m JOIN articles_edition e ON e.id = m.edition_id
        WHERE m.edition_set_id = the_set AND m.left_out_at IS NULL AND e.state = 'approved')
$$;
