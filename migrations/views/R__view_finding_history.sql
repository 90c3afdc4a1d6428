-- Every status that a finding has had.
CREATE OR REPLACE VIEW finding_history AS
SELECT h.finding_id, h.at, h.status, h.actor, h.reason, h.run_id FROM finding_change h;
