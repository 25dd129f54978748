-- The accounts of those named on an edition, whenever they were linked: nobody whose name stands over words judges them there, also
-- where the words are older than the name. Python has the same in Eligibility.named.

CREATE OR REPLACE FUNCTION reviews_named(the_edition uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT DISTINCT c.user_id FROM articles_byline b JOIN articles_contributor c ON c.id = b.contributor_id
    WHERE b.edition_id = the_edition AND c.user_id IS NOT NULL
$$;
