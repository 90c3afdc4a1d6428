-- The catalogue version in force at an instant: the one that applies from the latest instant up to it; of two that apply
-- from the same instant, the later applied. NULL where there is no catalogue.
CREATE OR REPLACE FUNCTION catalogue_version_at(at timestamptz) RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT v.id FROM catalogue_version v WHERE v.applies_from <= at ORDER BY v.applies_from DESC, v.id DESC LIMIT 1
$$;
