-- The words of a name, in small letters and in alphabetical order; a degree with points is one of them ("M.D.": md).

CREATE OR REPLACE FUNCTION reviews_name_words(the_name text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY(SELECT w FROM regexp_split_to_table(regexp_replace(regexp_replace(lower(the_name), '[''’‘]', '', 'g'),
        '\m(m|ph|d|b|pharm)\.\s?(d|phil|sc|a)\M', '\1\2', 'g'), '[^[:alpha:]]+') AS w WHERE w <> '' ORDER BY w COLLATE "C")
$$;
