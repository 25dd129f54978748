-- What the index says otherwise than the events do.

CREATE OR REPLACE FUNCTION record_index_compared() RETURNS TABLE(event_id bigint, relation text, key text, problem text)
    LANGUAGE sql STABLE AS $$
    WITH said AS (SELECT e.id, s.* FROM record_event e, record_said(e.content) s WHERE strpos(e.content, '"rows":[[') > 0),
    indexed AS (
        SELECT n.event_id, n.relation::text, s.columns::text[], n.key::text, n.digest::text
        FROM record_namedrow n LEFT JOIN record_shape s ON s.id = n.shape_id)
    SELECT id, relation, key, 'the index lacks what the event says' FROM (TABLE said EXCEPT ALL TABLE indexed) a
    UNION ALL
    SELECT event_id, relation, key, 'the index says what no event says' FROM (TABLE indexed EXCEPT ALL TABLE said) b
$$;
