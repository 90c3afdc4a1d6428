-- Why a charge was refused, in a sentence, from its answer.
CREATE OR REPLACE FUNCTION refusal_sentence(answer jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    costs text := credits_text((answer ->> 'requiredCredits')::numeric * 1000);
BEGIN
    RETURN CASE answer ->> 'status'
        WHEN 'insufficient' THEN format('costs %s credits, and %s can be spent', costs, credits_text((answer ->> 'currentCredits')::numeric * 1000))
        WHEN 'capped' THEN format('costs %s credits; the cap per %s is %s, of which %s are used', costs, answer ->> 'cap',
            credits_text((answer ->> 'capCredits')::numeric * 1000), credits_text((answer ->> 'usedCredits')::numeric * 1000))
        WHEN 'frozen' THEN format('the user is frozen: %s', answer ->> 'reason') END;
END
$$;
