-- Catalogue versions with the span in which each is in force, half-open. Of two that apply from the same instant only the
-- later applied appears.
CREATE OR REPLACE VIEW catalogue_span AS
SELECT v.id AS version_id, v.applies_from, coalesce(lead(v.applies_from) OVER (ORDER BY v.applies_from), 'infinity') AS applies_to
FROM (SELECT DISTINCT ON (c.applies_from) c.* FROM catalogue_version c ORDER BY c.applies_from, c.id DESC) AS v;
