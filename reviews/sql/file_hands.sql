-- Whatever a version does that a remark of a Word file says, is done with the hand of whoever wrote the remark: by an editor who types it in
-- as much as by accepting a proposal. Every version that is made is compared with all files that came back for its article, and a row
-- says under which name of which file words stand that its source had not, or no longer stand that the file takes out. Who that name is,
-- is said afterwards (reviews_returnedname); until then nothing is submitted (reviews_edition_moves).
--
-- Words count in a row of five, or all of them if they are fewer; one or two without a digit prove nothing.

CREATE OR REPLACE FUNCTION reviews_plain_words(the_text text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT ' ' || btrim(regexp_replace(regexp_replace(regexp_replace(lower(the_text),
        '<(p|li|ul|ol|td|th|tr|table|caption|thead|tbody|h[1-6]|aside|blockquote|br|div)\M[^>]*>|</(p|li|td|th|tr|h[1-6]|caption)>|&[a-z]+;', ' ', 'g'),
        '<[^>]*>|\[@[^]]*\]|[\^_]', '', 'g'),
        '[^[:alnum:]]+', ' ', 'g')) || ' '
$$;

-- The runs of one to five words of a text, as keys: looked up one by one, a thousand remarks cost a save next to nothing.

CREATE OR REPLACE FUNCTION reviews_runs_of(plain text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_object_agg(run, 1), '{}') FROM (
        SELECT DISTINCT unnest(ARRAY[w, w || ' ' || lead(w, 1) OVER at, w || ' ' || lead(w, 1) OVER at || ' ' || lead(w, 2) OVER at,
            w || ' ' || lead(w, 1) OVER at || ' ' || lead(w, 2) OVER at || ' ' || lead(w, 3) OVER at,
            w || ' ' || lead(w, 1) OVER at || ' ' || lead(w, 2) OVER at || ' ' || lead(w, 3) OVER at || ' ' || lead(w, 4) OVER at]) AS run
        FROM unnest(string_to_array(btrim(plain), ' ')) WITH ORDINALITY AS words(w, number) WINDOW at AS (ORDER BY number)
    ) runs WHERE run IS NOT NULL
$$;

CREATE OR REPLACE FUNCTION reviews_says_so(said text, takes_out boolean, before jsonb, after jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    WITH words AS (SELECT string_to_array(btrim(said), ' ') AS w),
    runs AS (
        SELECT array_to_string(w[i : i + 4], ' ') AS run
        FROM words, generate_series(1, greatest(cardinality(w) - 4, 1)) AS i
        WHERE cardinality(w) > 2 OR said ~ '[0-9]'
    )
    SELECT coalesce(CASE WHEN takes_out
        THEN bool_and(NOT after ? run) AND bool_or(before ? run)
        ELSE bool_or(after ? run AND NOT before ? run) END, false) FROM runs
$$;

CREATE OR REPLACE FUNCTION reviews_version_words(the_version uuid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT reviews_plain_words(coalesce(string_agg(said #>> '{}', ' <p> '), ''))
    FROM articles_sectionversion v,
        unnest(ARRAY['$.**.heading', '$.**.html', '$.**.question', '$.**.summary']::jsonpath[]) path,
        jsonb_path_query(v.content::jsonb, path) said
    WHERE v.id = the_version
$$;

CREATE OR REPLACE FUNCTION reviews_file_hands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    the_article uuid;
    before jsonb;
    after jsonb;
BEGIN
    IF NEW.part NOT IN ('wrote', 'imported') THEN
        RETURN NULL;
    END IF;
    SELECT s.article_id INTO the_article FROM articles_sectionversion v JOIN articles_section s ON s.id = v.section_id
        WHERE v.id = NEW.version_id;
    IF NOT EXISTS (SELECT 1 FROM reviews_returnedfile WHERE article_id = the_article) THEN
        RETURN NULL;
    END IF;
    after := reviews_runs_of(reviews_version_words(NEW.version_id));
    SELECT reviews_runs_of(coalesce(string_agg(reviews_version_words(came_from_id), ''), '')) INTO before FROM articles_contribution
        WHERE version_id = NEW.version_id AND came_from_id IS NOT NULL;
    INSERT INTO reviews_filehand (version_id, file_id, name)
        SELECT DISTINCT NEW.version_id, f.id, left(coalesce(said ->> 'name', ''), 200)
        FROM reviews_returnedfile f, jsonb_array_elements(f.content::jsonb -> 'remarks') said
        WHERE f.article_id = the_article
          AND said ->> 'kind' <> 'comment'
          AND said ->> 'what' NOT IN ('taken-out-again', 'moved', 'moved-away', 'moved-here', 'joined')
          AND reviews_says_so(reviews_plain_words(translate(said ->> 'text', '<>', '  ')),
            said ->> 'what' IN ('deleted', 'emptied', 'cell-emptied', 'paragraph-deleted', 'paragraph-missing', 'row-deleted'),
            before, after)
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER reviews_file_hands AFTER INSERT ON articles_contribution
    FOR EACH ROW EXECUTE FUNCTION reviews_file_hands();
