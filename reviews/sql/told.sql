-- What readers are told of an edition beside its signed words, with the corrections of misprints in it: the change note once it was
-- published, the reason once it was retired; nothing before.

CREATE OR REPLACE FUNCTION reviews_told(the_edition uuid, which text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT r.text FROM reviews_erratum r WHERE r.edition_id = e.id AND r.of = which ORDER BY r.at DESC, r.id DESC LIMIT 1),
        CASE which
            WHEN 'note' THEN CASE WHEN e.state IN ('published', 'superseded', 'retired') THEN e.change_note END
            WHEN 'reason' THEN (SELECT reason FROM reviews_retirement WHERE edition_id = e.id)
        END)
    FROM articles_edition e WHERE e.id = the_edition
$$;
