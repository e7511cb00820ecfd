-- The table throughput in Flink SQL. ${…} are the keys of the command line, and ${rewriting-url} is
-- portally.jdbc.url with the driver's reWriteBatchedInserts.

-- The format decodes with our decoder and yields what our judge accepts by itself, but for the two
-- rules that need the record's timestamp; these are below.
CREATE TEMPORARY TABLE movements (
  consignment_id STRING NOT NULL,
  event_id STRING NOT NULL,
  version INT NOT NULL,
  retracted BOOLEAN NOT NULL,
  event_time TIMESTAMP_LTZ(3) NOT NULL,
  event_minute BIGINT NOT NULL,
  port STRING NOT NULL,
  movement STRING NOT NULL,
  direction STRING NOT NULL,
  mode STRING NOT NULL,
  laden BOOLEAN NOT NULL,
  gross_mass_kg BIGINT NOT NULL,
  teu_hundredths INT NOT NULL,
  published_at TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL
) WITH (
  'connector' = 'kafka',
  'topic' = '${portally.topic-prefix}cargo-movements',
  'properties.bootstrap.servers' = '${portally.kafka.bootstrap-servers}',
  'properties.isolation.level' = 'read_committed',
  'properties.max.partition.fetch.bytes' = '4194304',
  'properties.max.poll.records' = '5000',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'format' = 'portally-movement'
);

CREATE TEMPORARY TABLE throughput (
  generation INT NOT NULL,
  granularity STRING NOT NULL,
  window_start TIMESTAMP(3) NOT NULL,
  area_level STRING NOT NULL,
  area_code STRING NOT NULL,
  movement STRING NOT NULL,
  direction STRING NOT NULL,
  mode STRING NOT NULL,
  laden BOOLEAN NOT NULL,
  events BIGINT NOT NULL,
  gross_mass_kg BIGINT NOT NULL,
  teu_hundredths BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  complete BOOLEAN NOT NULL,
  PRIMARY KEY (generation, granularity, area_level, area_code, window_start, movement, direction, mode, laden) NOT ENFORCED
) WITH (
  'connector' = 'jdbc',
  'url' = '${rewriting-url}',
  'username' = '${portally.jdbc.user}',
  'password' = '${password}',
  'table-name' = 'portally.throughput',
  'sink.buffer-flush.max-rows' = '2000',
  'sink.buffer-flush.interval' = '1s'
);

-- Of each event the highest version; of equal ones the first.
CREATE TEMPORARY VIEW newest AS
SELECT *
  FROM (SELECT *,
               ROW_NUMBER() OVER (
                 PARTITION BY consignment_id, event_id ORDER BY version DESC) AS place
          FROM movements
         WHERE event_time <= published_at + INTERVAL '5' MINUTE
           AND published_at <= event_time + INTERVAL '24' HOUR)
 WHERE place = 1 AND NOT retracted;

-- First by port and minute, so that areas and longer windows are made of few rows.
CREATE TEMPORARY VIEW minutes AS
SELECT port, event_minute, movement, direction, mode, laden,
       COUNT(*) AS events,
       SUM(gross_mass_kg) AS gross_mass_kg,
       SUM(CAST(teu_hundredths AS BIGINT)) AS teu_hundredths
  FROM newest
 GROUP BY port, event_minute, movement, direction, mode, laden;

INSERT INTO throughput
SELECT ${portally.generation}, granularity, CAST(window_start AS TIMESTAMP(3)), area_level, area_code,
       movement, direction, mode, laden,
       SUM(events), SUM(gross_mass_kg), SUM(teu_hundredths),
       CAST(0 AS BIGINT), FALSE
  FROM minutes, LATERAL TABLE(cells(port, event_minute))
 GROUP BY granularity, window_start, area_level, area_code, movement, direction, mode, laden;
