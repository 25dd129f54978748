-- A version and what it came from, back to (and not including) the last version of its article that was approved; words from another
-- article bring what the version there came from, approved or not; so do words that were moved from one section to another (split,
-- merged, another kind): whoever could not sign them there cannot sign them here.
--
-- Words in another language cannot be compared. So a version of a translation came from all that its source had by then: from every version of
-- the section with the same anchor, and from every section where the source did not have that anchor yet (an imported file has its own),
-- whether or not anybody said from what it was made. What the source gets later changes nothing of it. ADR 51.
--
-- Each step goes by the index, whatever PostgreSQL expects of a recursion (OFFSET 0, and no tables read through, not even small
-- ones: there are as many steps as versions behind). Planned once in a session, not at each call, which would take longer than the answer.

CREATE OR REPLACE FUNCTION reviews_lineage(the_versions uuid[])
 RETURNS TABLE(version uuid, id uuid)
 LANGUAGE plpgsql STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off' AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH RECURSIVE lineage(version, id) AS (
        SELECT v, v FROM unnest(the_versions) AS v
        UNION
        SELECT l.version, c.came_from_id
        FROM lineage l
        CROSS JOIN LATERAL (
            SELECT s.article_id, s.anchor, v.created_at
            FROM articles_sectionversion v JOIN articles_section s ON s.id = v.section_id WHERE v.id = l.id OFFSET 0) home
        CROSS JOIN LATERAL (
            SELECT c.came_from_id
            FROM (SELECT came_from_id, part FROM articles_contribution
                WHERE version_id = l.id AND came_from_id IS NOT NULL OFFSET 0) c
              -- back to, and not including, the last version that was approved in the same article
            WHERE c.part = 'moved' OR NOT EXISTS (
                SELECT 1 FROM (SELECT edition_id FROM articles_pin WHERE version_id = c.came_from_id OFFSET 0) p
                CROSS JOIN LATERAL (SELECT article_id FROM articles_edition
                    WHERE id = p.edition_id AND state IN ('approved', 'published', 'superseded', 'retired') OFFSET 0) e
                WHERE e.article_id = home.article_id OFFSET 0)
            UNION ALL
            SELECT w.id
            FROM (SELECT translation_of_id FROM articles_article
                WHERE id = home.article_id AND translation_of_id IS NOT NULL OFFSET 0) a
            CROSS JOIN LATERAL (SELECT id FROM articles_section o
                WHERE o.article_id = a.translation_of_id AND (o.anchor = home.anchor OR NOT EXISTS (
                    SELECT 1 FROM articles_section same JOIN articles_sectionversion v ON v.section_id = same.id
                    WHERE same.article_id = a.translation_of_id AND same.anchor = home.anchor
                      AND v.created_at <= home.created_at)) OFFSET 0) o
            CROSS JOIN LATERAL (SELECT id FROM articles_sectionversion
                WHERE section_id = o.id AND created_at <= home.created_at OFFSET 0) w
            OFFSET 0) c
    )
    SELECT l.version, l.id FROM lineage l;
END $$;
