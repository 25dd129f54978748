-- A version and what it came from, back to (and not including) the last version of its article that was approved; words from another
-- article bring what the version there came from, approved or not.
--
-- Each step goes by the index, whatever PostgreSQL expects of a recursion (OFFSET 0): it would read all contributions there are.
-- Planned once in a session, not at each call, which would take longer than the answer.

CREATE OR REPLACE FUNCTION reviews_lineage(the_versions uuid[])
 RETURNS TABLE(version uuid, id uuid)
 LANGUAGE plpgsql STABLE
 SET plan_cache_mode TO 'force_generic_plan' AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH RECURSIVE lineage(version, id) AS (
        SELECT v, v FROM unnest(the_versions) AS v
        UNION
        SELECT l.version, c.came_from_id
        FROM lineage l CROSS JOIN LATERAL (SELECT came_from_id FROM articles_contribution
            WHERE version_id = l.id AND came_from_id IS NOT NULL OFFSET 0) c
          -- back to, and not including, the last version that was approved in the same article
        WHERE NOT EXISTS (
            SELECT 1 FROM articles_pin p JOIN articles_edition e ON e.id = p.edition_id
            WHERE p.version_id = c.came_from_id
              AND e.state IN ('approved', 'published', 'superseded', 'retired')
              AND e.article_id = (
                SELECT s.article_id FROM articles_sectionversion v JOIN articles_section s ON s.id = v.section_id
                WHERE v.id = l.id) OFFSET 0)
    )
    SELECT l.version, l.id FROM lineage l;
END $$;
