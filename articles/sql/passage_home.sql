-- The edition of its own article through which a version of a passage is given to hosts: the live one, if it pins the version; else the
-- one that was live last with it; else the one submitted last with it.

CREATE OR REPLACE FUNCTION articles_passage_home(the_version uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT e.id FROM articles_sectionversion v JOIN articles_section s ON s.id = v.section_id
        JOIN articles_edition e ON e.article_id = s.article_id JOIN articles_pin p ON p.edition_id = e.id
    WHERE v.id = the_version AND p.version_id = v.id AND e.submitted_at IS NOT NULL
    ORDER BY (e.state = 'published') DESC, e.published_at DESC NULLS LAST, e.number DESC LIMIT 1
$$;
