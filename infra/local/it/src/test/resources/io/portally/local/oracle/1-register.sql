-- The port register as data: what each port rolls up to. A port without a region has no REGION row.
-- Variables: ports_csv, regions_csv (paths).

CREATE TABLE ports AS
SELECT code, province, nullif(region, '') AS region, left(code, 2) AS nation
FROM read_csv(getvariable('ports_csv'), header = true, all_varchar = true);

CREATE TABLE named_areas AS
SELECT level, code
FROM read_csv(getvariable('regions_csv'), header = true, all_varchar = true);

CREATE TABLE roll_up AS
SELECT code AS port, 'PORT' AS area_level, code AS area_code FROM ports
UNION ALL
SELECT code, 'PROVINCE', province FROM ports
UNION ALL
SELECT code, 'REGION', region FROM ports WHERE region IS NOT NULL
UNION ALL
SELECT code, 'NATION', nation FROM ports;
