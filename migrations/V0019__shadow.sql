-- Flags that were set together, as the step of a rollout, can be taken back together. part_of names what a change belongs to;
-- reverts names what a change takes back: all earlier changes of its flag that belong to it.
ALTER TABLE flag_change ADD COLUMN part_of text, ADD COLUMN reverts text;
ALTER TABLE flag_change ADD CONSTRAINT flag_change_belongs_to_a_part_or_takes_one_back CHECK (part_of IS NULL OR reverts IS NULL);
CREATE INDEX flag_change_of_part ON flag_change (part_of) WHERE part_of IS NOT NULL;
