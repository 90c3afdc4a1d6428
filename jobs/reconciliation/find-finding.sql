-- reconciliation resolve: one finding, held until the commit.
--   id
SELECT f.kind, k.rule, f.account_id, f.place, f.status, f.status_since, f.status_by FROM finding f JOIN finding_kind k ON k.code = f.kind
WHERE f.id = :id FOR UPDATE OF f
