-- The seam between a legacy system and bursar: usage before it was the legacy system's and is refused, usage at or after it is
-- bursar's. A backfill sets it, once for a customer; NULL where there was no legacy system.
ALTER TABLE customer ADD COLUMN seam_at timestamptz;
