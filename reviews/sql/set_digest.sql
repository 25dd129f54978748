-- What an approval says of the set to which its edition belongs: the digest of its members' manifests, as canonical JSON
-- [[edition, manifest], …] in the order of the editions; NULL while one of them was never submitted. Who was left out since
-- the first approval is in it: it says what was approved together. Who joined again after that is in it once.

CREATE OR REPLACE FUNCTION reviews_set_digest(the_set uuid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN bool_and(f.digest IS NOT NULL) THEN encode(sha256(convert_to(
        '[' || string_agg('["' || m.edition_id || '","' || f.digest || '"]', ',' ORDER BY m.edition_id) || ']', 'UTF8')), 'hex') END
    FROM (SELECT DISTINCT edition_id FROM reviews_setmember WHERE edition_set_id = the_set) m
    LEFT JOIN articles_manifest f ON f.edition_id = m.edition_id
$$;
