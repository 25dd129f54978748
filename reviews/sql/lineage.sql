-- A version and what it came from, back to (and not including) the last version of its article that was approved; words from another
-- article bring what the version there came from, approved or not; so do words that were moved from one section to another (split,
-- merged, another kind): whoever could not sign them there cannot sign them here.
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
        FROM lineage l CROSS JOIN LATERAL (SELECT came_from_id, part FROM articles_contribution
            WHERE version_id = l.id AND came_from_id IS NOT NULL OFFSET 0) c
          -- back to, and not including, the last version that was approved in the same article
        WHERE c.part = 'moved' OR NOT EXISTS (
            SELECT 1 FROM (SELECT edition_id FROM articles_pin WHERE version_id = c.came_from_id OFFSET 0) p
            CROSS JOIN LATERAL (SELECT article_id FROM articles_edition
                WHERE id = p.edition_id AND state IN ('approved', 'published', 'superseded', 'retired') OFFSET 0) e
            WHERE e.article_id = (
                SELECT s.article_id FROM articles_sectionversion v JOIN articles_section s ON s.id = v.section_id
                WHERE v.id = l.id) OFFSET 0)
    )
    SELECT l.version, l.id FROM lineage l;
END $$;
