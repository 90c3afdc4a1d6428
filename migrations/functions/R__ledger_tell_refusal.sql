-- Why a charge was refused, in a sentence, from its answer.
CREATE OR REPLACE FUNCTION refusal_sentence(answer jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN CASE answer ->> 'status'
        WHEN 'insufficient' THEN format('costs %s credits, and %s can be spent', answer ->> 'requiredCredits', answer ->> 'currentCredits')
        WHEN 'capped' THEN format('costs %s credits; the cap per %s is %s, of which %s are used', answer ->> 'requiredCredits', answer ->> 'cap', answer ->> 'capCredits', answer ->> 'usedCredits')
        WHEN 'frozen' THEN format('the user is frozen: %s', answer ->> 'reason') END;
END
$$;
