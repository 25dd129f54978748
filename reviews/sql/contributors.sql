-- Promise 4, said once for the whole product: who had a hand in each of these versions or in what it came from, back to (and not
-- including) the last version of its article that was approved; words from another article bring all hands of the version there,
-- approved or not. Whoever is known by name has a hand from the moment that their account is named. Python asks this function
-- too (contributors_to).
--
-- A guest has no account that signs, and had a hand under the name of one that never does. Whoever has, or ever had, the
-- address to which the guest's link went is that guest: from the first moment, whenever they got their account.
--
-- Each step goes by the index, whatever PostgreSQL expects of a recursion (OFFSET 0): it would read all contributions there are.
-- Planned once in a session, not at each call, which would take longer than the answer.

CREATE OR REPLACE FUNCTION reviews_contributors(the_versions uuid[])
 RETURNS TABLE(version_id uuid, user_id uuid)
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
    SELECT DISTINCT l.version, people.id
    FROM lineage l
    CROSS JOIN LATERAL (
        SELECT user_id FROM articles_contribution WHERE version_id = l.id
        UNION ALL
        SELECT p.user_id FROM articles_namedhand n JOIN articles_contributor p ON p.id = n.person_id
        WHERE n.version_id = l.id AND p.user_id IS NOT NULL
        OFFSET 0
    ) c
    CROSS JOIN LATERAL (
        SELECT c.user_id
        UNION ALL
        SELECT u.id FROM reviews_guest g JOIN accounts_user u ON lower(u.email) = lower(g.email)
        WHERE g.person_id = c.user_id
        UNION ALL
        SELECT h.id FROM reviews_guest g JOIN accounts_historicaluser h ON h.email = lower(g.email)
        WHERE g.person_id = c.user_id OFFSET 0
    ) people(id);
END $$;
