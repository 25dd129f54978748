-- Promise 4, said once for the whole product: who had a hand in each of these versions or in what it came from, back to (and not
-- including) the last version of its article that was approved; words from another article bring all hands of the version there,
-- approved or not. Whoever is known by name has a hand from the moment that their account is named. Python asks this function
-- too (contributors_to). Words of a Word file that came back are those of whoever wrote them there and of whoever brought it.
--
-- A guest has no account that signs, and had a hand under the name of one that never does. Whoever has, or ever had, the
-- address to which the guest's link went is that guest: from the first moment, whenever they got their account.

CREATE OR REPLACE FUNCTION reviews_contributors(the_versions uuid[])
 RETURNS TABLE(version_id uuid, user_id uuid)
 LANGUAGE plpgsql STABLE
 SET plan_cache_mode TO 'force_generic_plan' AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT DISTINCT l.version, people.id
    FROM reviews_lineage(the_versions) l
    CROSS JOIN LATERAL (
        SELECT user_id FROM articles_contribution WHERE version_id = l.id
        UNION ALL
        SELECT p.user_id FROM articles_namedhand n JOIN articles_contributor p ON p.id = n.person_id
        WHERE n.version_id = l.id AND p.user_id IS NOT NULL
        UNION ALL
        SELECT f.by_id FROM reviews_filehand h JOIN reviews_returnedfile f ON f.id = h.file_id WHERE h.version_id = l.id
        UNION ALL
        SELECT p.user_id FROM reviews_filehand h
            JOIN reviews_returnedname n ON n.file_id = h.file_id AND n.name = h.name
            JOIN articles_contributor p ON p.id = n.person_id
        WHERE h.version_id = l.id AND p.user_id IS NOT NULL
        UNION ALL
        SELECT r.by_id FROM reviews_filehand h
            JOIN reviews_returnedremark m ON m.file_id = h.file_id AND m.name = h.name
            JOIN reviews_remarkconfirmation r ON r.remark_id = m.id
        WHERE h.version_id = l.id
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
