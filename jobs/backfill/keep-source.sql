-- Step 1: the source as it was read.
INSERT INTO backfill_source (name, sha256, mapping_sha256, seam_asked, mapping, seam_at, expires_days, currency, zone, subscribes, header, is_table, recoded_lines)
VALUES (:name, :sha256, :mapping_sha256, :seam_asked, :mapping, :seam_at, :expires_days, :currency, :zone, :subscribes, :header, :is_table, :recoded_lines)
RETURNING id
