-- What a signer saw is what their edition froze. Where the edition that would count the signature gives readers anything else of
-- these words, there is one row: an audience that reads another wording ("audiences", the audience's key), a cited record that is
-- not the same ("evidence", the reference's key), or a picture or sound that is not (its measures, its smaller pictures: "media", the
-- file's digest). Python asks this function too (reviews.rules.eligibility).

CREATE OR REPLACE FUNCTION reviews_differences(the_edition uuid)
 RETURNS TABLE(sign_off uuid, part text, name text, before jsonb, after jsonb, carried boolean)
 LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
    IF NOT EXISTS (SELECT 1 FROM articles_pin p JOIN reviews_signoff s ON s.version_id = p.version_id
        WHERE p.edition_id = the_edition AND s.edition_id <> the_edition AND s.verdict = 'approve') THEN
        RETURN;  -- as a rule: everybody who signed has signed in this edition
    END IF;
    RETURN QUERY
    WITH signed AS MATERIALIZED (
        SELECT s.id, s.edition_id, s.version_id, p.section_id
        FROM articles_pin p JOIN reviews_signoff s ON s.version_id = p.version_id
        WHERE p.edition_id = the_edition AND s.edition_id <> the_edition AND s.verdict = 'approve'
    ), here AS MATERIALIZED (
        SELECT content::jsonb AS m FROM articles_manifest
        WHERE edition_id = the_edition AND EXISTS (SELECT 1 FROM signed)
    ), there AS MATERIALIZED (
        SELECT edition_id, content::jsonb AS m FROM articles_manifest WHERE edition_id IN (SELECT edition_id FROM signed)
    )
    SELECT s.id, 'audiences', a.key,
        t.m -> 'plan' -> a.key -> s.section_id::text, a.value -> s.section_id::text, false
    FROM signed s JOIN there t ON t.edition_id = s.edition_id CROSS JOIN here h CROSS JOIN jsonb_each(h.m -> 'plan') a
    WHERE t.m -> 'plan' -> a.key -> s.section_id::text IS DISTINCT FROM a.value -> s.section_id::text
    UNION ALL
    SELECT s.id, 'evidence', r.key, t.m -> 'references' -> r.key -> 'csl', h.m -> 'references' -> r.key -> 'csl',
        EXISTS (SELECT 1 FROM reviews_carriedcorrection c WHERE c.edition_id = the_edition AND c.key = r.key
            AND c.before = t.m -> 'references' -> r.key -> 'csl'
            AND c.after = h.m -> 'references' -> r.key -> 'csl')
    FROM signed s JOIN there t ON t.edition_id = s.edition_id CROSS JOIN here h
        CROSS JOIN LATERAL (SELECT DISTINCT f.key FROM articles_citation c JOIN references_reference f
            ON f.id = c.reference_id WHERE c.version_id = s.version_id) r
    WHERE t.m -> 'references' -> r.key -> 'csl' IS DISTINCT FROM h.m -> 'references' -> r.key -> 'csl'
    UNION ALL
    SELECT s.id, 'media', f.file, t.m -> 'media' -> f.file, h.m -> 'media' -> f.file, false
    FROM signed s JOIN there t ON t.edition_id = s.edition_id CROSS JOIN here h
        JOIN articles_sectionversion v ON v.id = s.version_id
        CROSS JOIN LATERAL (SELECT DISTINCT one ->> 'file' AS file
            FROM jsonb_array_elements(coalesce(v.content::jsonb -> 'media', '[]')) AS one) f
    WHERE t.m -> 'media' -> f.file IS DISTINCT FROM h.m -> 'media' -> f.file;
END $$;
