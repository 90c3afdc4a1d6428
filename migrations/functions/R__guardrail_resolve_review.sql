-- Somebody has looked at an open review: what was charged on its day up to now passes, and only what comes on top of it can open
-- another one. False where it is resolved already, or none.
CREATE OR REPLACE FUNCTION resolve_review(review_id bigint, reason text) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    LOCK TABLE spending_review IN SHARE ROW EXCLUSIVE MODE;
    UPDATE spending_review r
    SET charged_millicredits = greatest(r.charged_millicredits, (SELECT d.millicredits FROM daily_spending(r.account_id, r.day, r.day) d)),
        resolved_at = statement_timestamp(), resolved_by = acting(), resolved_reason = resolve_review.reason
    WHERE r.id = resolve_review.review_id AND r.resolved_at IS NULL;
    RETURN FOUND;
END
$$;
