-- Every word of letters that a reference is found by is among the words of the library (ADR 43), whoever wrote the row.
-- There is no unique index: two who add the same new word at once need not wait for each other, and a word that stands
-- there twice is found as if it stood there once. Words stay when no reference has them any more: they find nothing.

CREATE OR REPLACE FUNCTION references_learn_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp' AS $$
BEGIN
    INSERT INTO references_word (word)
    SELECT DISTINCT lexeme
    FROM written, unnest(tsvector_to_array(written.search_words)) AS lexeme
    WHERE lexeme ~ '^[[:alpha:]]{3,40}$'
        AND NOT EXISTS (SELECT FROM references_word known WHERE known.word = lexeme);
    RETURN NULL;
END $$;
CREATE TRIGGER references_reference_learn_inserted AFTER INSERT ON references_reference REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION references_learn_words();
CREATE TRIGGER references_reference_learn_updated AFTER UPDATE ON references_reference REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION references_learn_words();
