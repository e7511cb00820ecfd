-- What belongs to the server and must be there before the first migration: the four roles, and the
-- two schemas in the owner's hands. It runs before each migration and changes nothing the second
-- time. Where the migrating login may not create roles, an administrator runs this file once.
DO $$
DECLARE
  role_name text;
BEGIN
  IF current_setting('server_version_num')::int < 160000 THEN
    RAISE EXCEPTION 'PostgreSQL % is too old for Portally; use 16 or newer',
      current_setting('server_version');
  END IF;

  -- Two that migrate this database at the same time take turns. The number is arbitrary.
  PERFORM pg_advisory_xact_lock(5019283746);

  -- Without login: production gives its own logins membership, or turns these into logins.
  FOREACH role_name IN ARRAY ARRAY['portally_owner', 'portally_writer', 'portally_reader',
      'portally_acknowledger'] LOOP
    IF to_regrole(role_name) IS NULL THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
        IF role_name = 'portally_reader' THEN
          -- A second bolt beside the missing grants, and an end to forgotten queries. Both hold for
          -- the role as a login; a session may set them otherwise.
          ALTER ROLE portally_reader SET default_transaction_read_only = on;
          ALTER ROLE portally_reader SET statement_timeout = '30s';
        END IF;
      EXCEPTION
        -- Another database of this server is being migrated at the same time.
        WHEN duplicate_object OR unique_violation THEN NULL;
      END;
    END IF;
  END LOOP;

  IF NOT pg_has_role(current_user, 'portally_owner', 'SET') THEN
    GRANT portally_owner TO CURRENT_USER;
  END IF;

  IF to_regnamespace('portally') IS NULL THEN
    CREATE SCHEMA portally AUTHORIZATION portally_owner;
  END IF;
  IF to_regnamespace('bi') IS NULL THEN
    CREATE SCHEMA bi AUTHORIZATION portally_owner;
  END IF;

  -- Writer and reader have what they are granted and nothing that everybody has. Asked first,
  -- because a login that has no privilege there any more may not even revoke.
  IF EXISTS (
    SELECT FROM pg_namespace, aclexplode(coalesce(nspacl, acldefault('n', nspowner))) AS granted
    WHERE nspname = 'public' AND granted.grantee = 0
  ) THEN
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
  END IF;
  IF EXISTS (
    SELECT FROM pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba))) AS granted
    WHERE datname = current_database()
      AND granted.grantee = 0
      AND granted.privilege_type <> 'CONNECT'
  ) THEN
    EXECUTE format('REVOKE CREATE, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  END IF;
END
$$;
