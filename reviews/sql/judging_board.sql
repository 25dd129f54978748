-- The board that judges an edition: of the policy set last for it. None for a draft.

CREATE OR REPLACE FUNCTION reviews_judging_board(the_edition uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT p.board_id FROM reviews_editionpolicy e JOIN reviews_policyversion v ON v.id = e.version_id
        JOIN reviews_reviewpolicy p ON p.id = v.policy_id
    WHERE e.edition_id = the_edition ORDER BY e.id DESC LIMIT 1
$$;
