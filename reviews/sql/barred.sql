-- Who may not judge which words of these editions, of all who signed them or were ever asked to: who has an interest in the article
-- or keeps out of it, who is named on the edition, who had a hand in the words. Python has the same in Eligibility.issues; whether
-- somebody sits on the board and is ready to sign is another matter. Words of a passage that stands there: who has an interest in the
-- passage or keeps out of it, or is named on the edition that gives them, too.
--
-- Only the words of people who ever had a hand in anything are looked up: few on a board have.

CREATE OR REPLACE FUNCTION reviews_barred(the_editions uuid[])
 RETURNS TABLE(edition_id uuid, version_id uuid, user_id uuid)
 LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH pinned AS MATERIALIZED (
        SELECT e.id AS edition_id, e.article_id, p.version_id,
            CASE WHEN s.article_id <> e.article_id THEN s.article_id END AS passage_id
        FROM unnest(the_editions) AS u(id) JOIN articles_edition e ON e.id = u.id JOIN articles_pin p ON p.edition_id = e.id
            LEFT JOIN articles_section s ON s.id = p.section_id
    ), concerned AS MATERIALIZED (
        SELECT p.version_id, o.user_id FROM pinned p JOIN reviews_signoff o ON o.version_id = p.version_id
        UNION
        SELECT p.version_id, a.user_id FROM pinned p JOIN reviews_assignment a ON a.article_id = p.article_id
    ), people AS MATERIALIZED (
        SELECT u.id, lower(u.email) AS email
        FROM (SELECT DISTINCT user_id FROM concerned) c JOIN accounts_user u ON u.id = c.user_id
    ), with_hands AS MATERIALIZED (
        SELECT h.id FROM people h
        WHERE EXISTS (SELECT 1 FROM articles_contribution WHERE user_id = h.id)
            OR EXISTS (SELECT 1 FROM articles_contributor WHERE user_id = h.id)
            OR EXISTS (SELECT 1 FROM reviews_returnedfile WHERE by_id = h.id)
            OR EXISTS (SELECT 1 FROM reviews_remarkconfirmation WHERE by_id = h.id)
            OR EXISTS (SELECT 1 FROM reviews_guest WHERE lower(email) = h.email)
            OR EXISTS (SELECT 1 FROM reviews_guest g JOIN accounts_historicaluser o ON o.email = lower(g.email)
                WHERE o.id = h.id)
    ), hands AS MATERIALIZED (
        SELECT c.version_id, c.user_id
        FROM reviews_contributors(ARRAY(
            SELECT DISTINCT c.version_id FROM concerned c JOIN with_hands h ON h.id = c.user_id)) c
    ), keeps_out AS MATERIALIZED (
        SELECT article_id, user_id FROM reviews_interest WHERE ended_at IS NULL
        UNION
        SELECT article_id, user_id FROM reviews_recusal WHERE ended_at IS NULL
    )
    SELECT p.edition_id, p.version_id, h.user_id FROM pinned p JOIN hands h ON h.version_id = p.version_id
    UNION
    SELECT p.edition_id, p.version_id, k.user_id FROM pinned p JOIN keeps_out k ON k.article_id = p.article_id
    UNION
    SELECT p.edition_id, p.version_id, k.user_id FROM pinned p JOIN keeps_out k ON k.article_id = p.passage_id
    UNION
    SELECT p.edition_id, p.version_id, n.user_id
    FROM pinned p CROSS JOIN LATERAL reviews_named(articles_passage_home(p.version_id)) n(user_id)
    WHERE p.passage_id IS NOT NULL
    UNION
    SELECT p.edition_id, p.version_id, c.user_id
    FROM pinned p JOIN articles_byline b ON b.edition_id = p.edition_id
        JOIN articles_contributor c ON c.id = b.contributor_id
    WHERE c.user_id IS NOT NULL;
END $$;
