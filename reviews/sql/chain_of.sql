-- The chain to which a row belongs that was there before events named rows: its article's, the library's, or the site's.

CREATE OR REPLACE FUNCTION reviews_chain_of(relation text, the_row jsonb) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    article uuid;
    edition uuid := the_row ->> 'edition_id';
    section uuid := the_row ->> 'section_id';
BEGIN
    CASE
        WHEN the_row ? 'article_id' THEN
            article := the_row ->> 'article_id';
        WHEN relation = 'reviews_settlement' THEN
            SELECT edition_id INTO edition FROM reviews_signoff WHERE id = (the_row ->> 'sign_off_id')::uuid;
        WHEN relation = 'reviews_revocation' THEN
            SELECT edition_id INTO edition FROM reviews_approval WHERE id = (the_row ->> 'approval_id')::uuid;
        WHEN relation IN ('articles_contribution', 'articles_namedhand', 'reviews_filehand') THEN
            SELECT section_id INTO section FROM articles_sectionversion WHERE id = (the_row ->> 'version_id')::uuid;
        WHEN relation IN ('reviews_returnedremark', 'reviews_returnedname') THEN
            SELECT article_id INTO article FROM reviews_returnedfile WHERE id = (the_row ->> 'file_id')::uuid;
        WHEN relation = 'articles_historicalarticle' THEN
            article := the_row ->> 'id';
        ELSE
            NULL;
    END CASE;
    IF article IS NULL AND edition IS NOT NULL THEN
        SELECT article_id INTO article FROM articles_edition WHERE id = edition;
    ELSIF article IS NULL AND section IS NOT NULL THEN
        SELECT article_id INTO article FROM articles_section WHERE id = section;
    END IF;
    RETURN CASE
        WHEN article IS NOT NULL THEN 'article:' || article
        WHEN relation LIKE 'references\_%' THEN 'references'
        ELSE 'site' END;
END $$;
