-- The words of a text or of a remark, as they are compared: in small letters, one space between them, without marks and citations.

CREATE OR REPLACE FUNCTION reviews_plain_words(the_text text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT ' ' || btrim(regexp_replace(regexp_replace(regexp_replace(lower(the_text),
        '<(p|li|ul|ol|td|th|tr|table|caption|thead|tbody|h[1-6]|aside|blockquote|br|div)\M[^>]*>|</(p|li|td|th|tr|h[1-6]|caption)>|&[a-z]+;', ' ', 'g'),
        '<[^>]*>|\[@[^]]*\]|[\^_]', '', 'g'),
        '[^[:alnum:]]+', ' ', 'g')) || ' '
$$;
