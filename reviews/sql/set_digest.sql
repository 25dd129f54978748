-- What an approval says of the set to which its edition belongs: the digest of its members' manifests, as canonical JSON
-- [[edition, manifest], …] in the order of the editions; NULL while one of them was never submitted. Who was left out since
-- the first approval is in it: it says what was approved together.

CREATE OR REPLACE FUNCTION reviews_set_digest(the_set uuid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN bool_and(f.digest IS NOT NULL) THEN encode(sha256(convert_to(
        '[' || string_agg('["' || m.edition_id || '","' || f.digest || '"]', ',' ORDER BY m.edition_id) || ']', 'UTF8')), 'hex') END
    FROM reviews_setmember m LEFT JOIN articles_manifest f ON f.edition_id = m.edition_id
    WHERE m.edition_set_id = the_set
$$;
