-- Append one event to a chain, naming what is pending in this transaction (of only_of, if that is given). The head of
-- the chain stays locked until the transaction ends. Times as Python writes them: the content is what is hashed.

CREATE OR REPLACE FUNCTION record_append(the_chain text, the_verb text, the_subject text, the_actor uuid, the_facts text, said_at text,
    only_of text[] DEFAULT NULL::text[])
    RETURNS TABLE(id bigint, seq bigint, content text, prev_hash text, hash text)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp' AS $$
#variable_conflict use_column
DECLARE
    head record_chainhead%ROWTYPE;
    made record_event%ROWTYPE;
BEGIN
    SELECT * INTO head FROM record_chainhead h WHERE h.chain = the_chain FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO record_chainhead (chain, seq, hash) VALUES (the_chain, 0, '') ON CONFLICT DO NOTHING;
        SELECT * INTO head FROM record_chainhead h WHERE h.chain = the_chain FOR UPDATE;
    END IF;
    made.content := '{"actor":' || coalesce(to_json(the_actor::text)::text, 'null')
        || ',"at":' || to_json(said_at) || ',"chain":' || to_json(the_chain) || ',"facts":' || the_facts
        || ',"rows":' || record_take(only_of) || ',"scheme":2,"seq":' || head.seq + 1
        || ',"subject":' || to_json(the_subject) || ',"verb":' || to_json(the_verb) || '}';
    made.hash := encode(sha256(convert_to(head.hash || E'\n' || made.content, 'UTF8')), 'hex');
    INSERT INTO record_event (chain, seq, at, actor_id, verb, subject, content, prev_hash, hash)
        VALUES (the_chain, head.seq + 1, said_at::timestamptz, the_actor, the_verb, the_subject, made.content,
            head.hash, made.hash)
        RETURNING record_event.id INTO made.id;
    UPDATE record_chainhead h SET seq = head.seq + 1, hash = made.hash WHERE h.chain = the_chain;
    PERFORM record_index(made.id, made.content);
    RETURN QUERY SELECT made.id, head.seq + 1, made.content, head.hash::text, made.hash::text;
END $$;
