-- Write what an event says of rows into the index.

CREATE OR REPLACE FUNCTION record_index(the_event bigint, the_content text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF strpos(the_content, '"rows":[[') = 0 THEN
        RETURN;
    END IF;
    INSERT INTO record_shape (columns)
        SELECT DISTINCT s.columns FROM record_said(the_content) s
        WHERE NOT EXISTS (SELECT FROM record_shape known WHERE known.columns = s.columns)
        ON CONFLICT DO NOTHING;
    INSERT INTO record_namedrow (event_id, relation, key, shape_id, digest)
        SELECT the_event, s.relation, s.key, known.id, s.digest
        FROM record_said(the_content) s JOIN record_shape known ON known.columns = s.columns;
END $$;
