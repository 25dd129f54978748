-- Whose latest opinion of a version approves it.

CREATE OR REPLACE FUNCTION reviews_latest_approvers(the_version uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT user_id FROM (
        SELECT DISTINCT ON (user_id) user_id, verdict FROM reviews_signoff
        WHERE version_id = the_version ORDER BY user_id, at DESC, id DESC) latest
    WHERE verdict = 'approve'
$$;
