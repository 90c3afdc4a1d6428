-- Roles that a deployment grants to its own logins. Neither can log in; neither can write a table.
-- Roles belong to the server, not to the database: they are made where they are missing and left alone where they exist.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'bursar_app') THEN
        CREATE ROLE bursar_app NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'bursar_readonly') THEN
        CREATE ROLE bursar_readonly NOLOGIN;
    END IF;
EXCEPTION
    -- another database of the same server is migrating at this very moment
    WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;
