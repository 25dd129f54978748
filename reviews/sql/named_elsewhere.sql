-- Of words of a passage that stand in an edition: the accounts of those named on the edition of the passage that gives them. Of the
-- article's own words there are none.

CREATE OR REPLACE FUNCTION reviews_named_elsewhere(the_edition uuid, the_version uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT reviews_named(articles_passage_home(the_version))
    FROM articles_sectionversion v JOIN articles_section s ON s.id = v.section_id JOIN articles_edition e ON e.id = the_edition
    WHERE v.id = the_version AND s.article_id <> e.article_id
$$;
