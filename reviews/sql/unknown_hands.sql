-- What stands in the way of knowing all contributors: names of files, whose words stand in these versions or in what they came from, and
-- of which nobody has said yet whose they are. That somebody of another name confirmed a remark as their own says nothing of whose name it is.

CREATE OR REPLACE FUNCTION reviews_unknown_hands(the_versions uuid[])
 RETURNS TABLE(version_id uuid, file_id uuid, name text)
 LANGUAGE sql STABLE AS $$
    SELECT DISTINCT l.version, h.file_id, h.name::text
    FROM reviews_lineage(the_versions) l JOIN reviews_filehand h ON h.version_id = l.id
    WHERE NOT EXISTS (SELECT 1 FROM reviews_returnedname n WHERE n.file_id = h.file_id AND n.name = h.name)
      AND NOT EXISTS (SELECT 1 FROM reviews_returnedremark m JOIN reviews_remarkconfirmation r ON r.remark_id = m.id
            JOIN accounts_user u ON u.id = r.by_id
        WHERE m.file_id = h.file_id AND m.name = h.name AND (h.name = '' OR reviews_may_be_one(h.name, u.display_name)))
$$;
