-- All words of a version of a section, in every wording.

CREATE OR REPLACE FUNCTION reviews_version_words(the_version uuid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT reviews_plain_words(coalesce(string_agg(said #>> '{}', ' <p> '), ''))
    FROM articles_sectionversion v,
        unnest(ARRAY['$.**.heading', '$.**.html', '$.**.question', '$.**.summary']::jsonpath[]) path,
        jsonb_path_query(v.content::jsonb, path) said
    WHERE v.id = the_version
$$;
