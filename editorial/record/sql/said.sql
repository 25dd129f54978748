-- What an event says of rows, one a row; nothing for events of the first scheme, and for what cannot be read.

CREATE OR REPLACE FUNCTION record_said(the_content text)
    RETURNS TABLE(relation text, columns text[], key text, digest text) LANGUAGE sql IMMUTABLE AS $$
    WITH rows AS (
        SELECT CASE WHEN the_content IS JSON OBJECT AND jsonb_typeof(the_content::jsonb -> 'rows') = 'array'
            THEN the_content::jsonb -> 'rows' ELSE '[]' END AS said)
    SELECT part ->> 0, ARRAY(SELECT jsonb_array_elements_text(part -> 1)), one ->> 0, one ->> 1
    FROM rows, jsonb_array_elements(rows.said) part, jsonb_array_elements(part -> 2) one
$$;
