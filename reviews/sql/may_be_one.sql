-- Whether a name in a file may be a person's: each word of the shorter is another word of the longer, or the initial of one, and they
-- share a whole word that is no title. Where in doubt this says no, and somebody is asked: titles and degrees are no initials and are
-- not passed over, accents and spellings not folded, as articles/words/namesakes.py does, which never says no where this says yes.

CREATE OR REPLACE FUNCTION reviews_may_be_one(the_name text, other text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    titles text[] := '{dr,doctor,med,prof,professor,mr,mrs,ms,mx,miss,sir,dame,lord,lady,rev,hon,pd,priv,doz,dipl,ing,herr,frau,mme,mlle,dott,dottssa,sr,sra,jr,junior,senior,ii,iii,md,phd,dphil,mbbs,mbchb,frcp,mrcp,mrcgp,mrcpsych,facp,pharmd,msc,bsc,mph,rn,do,ma,ba,emeritus}';
    words text[] := reviews_name_words(the_name);
    here text[] := reviews_name_words(other);
    word text;
    hit integer;
    share boolean := false;
BEGIN
    IF cardinality(words) > cardinality(here) THEN
        SELECT here, words INTO words, here;
    END IF;
    FOR word IN SELECT w FROM unnest(words) w ORDER BY length(w) DESC, w COLLATE "C" LOOP
        hit := array_position(here, word);
        IF hit IS NULL AND word <> ALL (titles) THEN
            SELECT min(n) INTO hit FROM unnest(here) WITH ORDINALITY AS one(w, n)
                WHERE 1 IN (length(w), length(word)) AND left(w, 1) = left(word, 1) AND w <> ALL (titles);
        END IF;
        IF hit IS NULL THEN
            RETURN false;
        END IF;
        share := share OR (here[hit] = word AND length(word) > 1 AND word <> ALL (titles));
        here := here[: hit - 1] || here[hit + 1 :];
    END LOOP;
    RETURN share;
END $$;
