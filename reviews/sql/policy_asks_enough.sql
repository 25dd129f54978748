-- A policy asks for at least one signature on every kind of section, and for at least one month: with none, words that nobody
-- signed would count as signed. (What it asks of all kinds is a constraint of the table.)

CREATE OR REPLACE FUNCTION reviews_policy_asks_enough() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM (SELECT value FROM jsonb_each(NEW.sign_offs_by_kind)
        UNION ALL SELECT value FROM jsonb_each(NEW.months_by_kind)) AS asked
        WHERE jsonb_typeof(asked.value) <> 'number' OR asked.value::text !~ '^[1-9][0-9]*$') THEN
        RAISE EXCEPTION 'a policy asks for at least one signature, and one month'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_policy_asks_enough BEFORE INSERT ON reviews_policyversion
    FOR EACH ROW EXECUTE FUNCTION reviews_policy_asks_enough();
