-- What was read before, as it stood then.
--   sha256, mapping_sha256, seam_asked
SELECT id FROM backfill_source WHERE sha256 = :sha256 AND mapping_sha256 = :mapping_sha256 AND seam_asked = :seam_asked
