-- Whatever a version does that a remark of a Word file says, is done with the hand of whoever wrote the remark: by an editor who types it in
-- as much as by accepting a proposal. Every version that is made is compared with all files that came back for its article, and a row
-- says under which name of which file words stand that its source had not, or no longer stand that the file takes out. Who that name is,
-- is said afterwards (reviews_returnedname); until then nothing is submitted (reviews_edition_moves).
--
-- Words count in a row of five, or all of them if they are fewer; one or two without a digit prove nothing.

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
