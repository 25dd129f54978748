-- Build the index anew from the events; returns how many rows it has then. For the owner of the tables.

CREATE OR REPLACE FUNCTION record_rebuild() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    made bigint;
BEGIN
    DELETE FROM record_namedrow;
    DELETE FROM record_shape;
    PERFORM record_index(e.id, e.content) FROM record_event e ORDER BY e.id;
    SELECT count(*) INTO made FROM record_namedrow;
    RETURN made;
END $$;
