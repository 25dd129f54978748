-- Where every section of these editions stands on a day, counted in the site's time zone: how many signatures are missing (one at
-- least where a specialty is), who has a verdict that holds ("decided"), and which requests for changes block ("requests", the
-- sign-offs' ids). Python has the same in Case (reviews.rules.case), for one edition as for many; this is how lists are found among
-- ten thousand. Of words of a passage, what ended in the passage voids as what ended in the article. That evidence suspends signatures is not known here: editions whose references are at risk ask the case.

CREATE OR REPLACE FUNCTION reviews_standings(the_editions uuid[], the_day date, the_zone text)
 RETURNS TABLE(edition_id uuid, section_id uuid, version_id uuid, board_id uuid, missing integer, decided uuid[], requests uuid[])
 LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH place AS MATERIALIZED (
        SELECT e.id AS edition_id, e.article_id, p.version_id, p.section_id, r.board_id, v.also_accepts,
            coalesce((v.sign_offs_by_kind ->> s.kind)::integer, v.sign_offs) AS needed,
            coalesce((v.months_by_kind ->> s.kind)::integer, v.months) AS months,
            coalesce(v.specialties_by_kind -> s.kind, '[]'::jsonb) AS specialties,
            CASE WHEN s.article_id <> e.article_id THEN s.article_id END AS passage_id
        FROM unnest(the_editions) AS u(id) JOIN articles_edition e ON e.id = u.id
            CROSS JOIN LATERAL (SELECT version_id FROM reviews_editionpolicy
                WHERE edition_id = e.id ORDER BY id DESC LIMIT 1) j
            JOIN reviews_policyversion v ON v.id = j.version_id JOIN reviews_reviewpolicy r ON r.id = v.policy_id
            JOIN articles_pin p ON p.edition_id = e.id JOIN articles_section s ON s.id = p.section_id
    ), latest AS MATERIALIZED (
        SELECT DISTINCT ON (o.version_id, o.user_id) o.id, o.version_id, o.user_id, o.board_id, o.verdict, o.at, o.specialties
        FROM reviews_signoff o WHERE o.version_id IN (SELECT version_id FROM place)
        ORDER BY o.version_id, o.user_id, o.at DESC, o.id DESC
    ), ended AS MATERIALIZED (
        SELECT article_id, user_id, ended_at FROM reviews_interest WHERE ended_at IS NOT NULL
        UNION ALL
        SELECT article_id, user_id, ended_at FROM reviews_recusal WHERE ended_at IS NOT NULL
    ), barred AS MATERIALIZED (
        SELECT * FROM reviews_barred(the_editions)
    ), unseen AS MATERIALIZED (
        SELECT e.edition_id, d.sign_off
        FROM (SELECT DISTINCT p.edition_id FROM place p JOIN reviews_signoff o ON o.version_id = p.version_id
                WHERE o.edition_id <> p.edition_id AND o.verdict = 'approve') e
            CROSS JOIN LATERAL reviews_differences(e.edition_id) d
        WHERE NOT d.carried
    ), counting AS MATERIALIZED (
        SELECT p.edition_id, p.version_id, l.id, l.user_id, l.verdict, l.specialties,
            l.verdict = 'approve'
                AND the_day < ((l.at AT TIME ZONE the_zone)::date + make_interval(months => p.months))::date AS holds
        FROM place p JOIN latest l ON l.version_id = p.version_id
        WHERE l.verdict <> 'withdrawn' AND (l.board_id = p.board_id OR l.board_id = ANY (p.also_accepts))
            AND NOT EXISTS (SELECT 1 FROM ended n
                WHERE n.article_id = p.article_id AND n.user_id = l.user_id AND n.ended_at >= l.at)
            AND NOT EXISTS (SELECT 1 FROM ended n
                WHERE n.article_id = p.passage_id AND n.user_id = l.user_id AND n.ended_at >= l.at)
            AND NOT EXISTS (SELECT 1 FROM barred b
                WHERE b.edition_id = p.edition_id AND b.version_id = p.version_id AND b.user_id = l.user_id)
            AND NOT EXISTS (SELECT 1 FROM unseen n WHERE n.edition_id = p.edition_id AND n.sign_off = l.id)
    ), counted AS MATERIALIZED (
        SELECT c.edition_id, c.version_id, count(*) FILTER (WHERE c.holds)::integer AS signed,
            coalesce(array_agg(c.user_id) FILTER (WHERE c.holds OR c.verdict <> 'approve'), '{}') AS decided,
            coalesce(array_agg(c.id) FILTER (WHERE c.verdict = 'request_changes'
                AND NOT EXISTS (SELECT 1 FROM reviews_settlement t WHERE t.sign_off_id = c.id)), '{}') AS requests
        FROM counting c GROUP BY c.edition_id, c.version_id
    )
    SELECT p.edition_id, p.section_id, p.version_id, p.board_id,
        greatest(p.needed - coalesce(c.signed, 0),
            CASE WHEN EXISTS (SELECT 1 FROM jsonb_array_elements_text(p.specialties) AS wanted(name) WHERE NOT EXISTS (
                SELECT 1 FROM counting o WHERE o.edition_id = p.edition_id AND o.version_id = p.version_id AND o.holds
                    AND o.specialties @> to_jsonb(wanted.name))) THEN 1 ELSE 0 END),
        coalesce(c.decided, '{}'), coalesce(c.requests, '{}')
    FROM place p LEFT JOIN counted c ON c.edition_id = p.edition_id AND c.version_id = p.version_id;
END $$;
