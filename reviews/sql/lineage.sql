-- A version and what it came from, back to (and not including) the last version of its article that was approved; words from another
-- article bring what the version there came from, approved or not; so do words that were moved from one section to another (split,
-- merged, another kind): whoever could not sign them there cannot sign them here.
--
-- Words in another language cannot be compared. So a version of a translation came from all that its source had by then: from every version of
-- the section with the same anchor, and from every section where the source did not have that anchor yet (an imported file has its own),
-- whether or not anybody said from what it was made. What the source gets later changes nothing of it. ADR 51.
--
-- What the source had is pulled once along a section, not again at every save behind: an earlier version of it had none of the source's
-- words that this one has not, unless they came from all sections (2) and not from the same one alone (1). So a row says in `pulled`
-- what the versions above it have brought already; a step to another section, or to a version that is younger than it should be, begins
-- anew (0).
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
    WITH RECURSIVE lineage(version, id, pulled) AS (
        SELECT v, v, 0 FROM unnest(the_versions) AS v
        UNION
        SELECT l.version, c.came_from_id, c.pulled
        FROM lineage l
        CROSS JOIN LATERAL (
            SELECT s.article_id, s.anchor, v.section_id, v.created_at, a.translation_of_id AS source
            FROM articles_sectionversion v JOIN articles_section s ON s.id = v.section_id
                JOIN articles_article a ON a.id = s.article_id
            WHERE v.id = l.id OFFSET 0) home
        CROSS JOIN LATERAL (
            SELECT CASE WHEN home.source IS NULL THEN 0 WHEN EXISTS (
                SELECT 1 FROM articles_section same JOIN articles_sectionversion v ON v.section_id = same.id
                WHERE same.article_id = home.source AND same.anchor = home.anchor AND v.created_at <= home.created_at
                OFFSET 0) THEN 1 ELSE 2 END AS wanted OFFSET 0) pull
        CROSS JOIN LATERAL (
            SELECT c.came_from_id, CASE WHEN home.source IS NOT NULL AND EXISTS (
                SELECT 1 FROM articles_sectionversion earlier WHERE earlier.id = c.came_from_id
                    AND earlier.section_id = home.section_id AND earlier.created_at <= home.created_at OFFSET 0)
                THEN greatest(l.pulled, pull.wanted) ELSE 0 END AS pulled
            FROM (SELECT came_from_id, part FROM articles_contribution
                WHERE version_id = l.id AND came_from_id IS NOT NULL OFFSET 0) c
              -- back to, and not including, the last version that was approved in the same article
            WHERE c.part = 'moved' OR NOT EXISTS (
                SELECT 1 FROM (SELECT edition_id FROM articles_pin WHERE version_id = c.came_from_id OFFSET 0) p
                CROSS JOIN LATERAL (SELECT article_id FROM articles_edition
                    WHERE id = p.edition_id AND state IN ('approved', 'published', 'superseded', 'retired') OFFSET 0) e
                WHERE e.article_id = home.article_id OFFSET 0)
            UNION ALL
            SELECT w.id, 0
            FROM (SELECT id FROM articles_section o
                WHERE o.article_id = home.source AND pull.wanted > l.pulled
                    AND (pull.wanted = 2 OR o.anchor = home.anchor) OFFSET 0) o
            CROSS JOIN LATERAL (SELECT id FROM articles_sectionversion
                WHERE section_id = o.id AND created_at <= home.created_at OFFSET 0) w
            OFFSET 0) c
    )
    SELECT DISTINCT l.version, l.id FROM lineage l;
END $$;
