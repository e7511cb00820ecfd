-- Every published record has exactly one fate: at each granularity the real rows count as many records of a
-- topic as there are lines (heartbeats apart), and as many of each fate and reason as were judged.
WITH counted AS (
  SELECT granularity, topic, fate, reason, sum(records) AS records
  FROM actual_data_quality
  GROUP BY ALL),
judged AS (
  SELECT granularity, topic, fate, reason, count(*) AS records
  FROM fates
  CROSS JOIN granularities
  GROUP BY ALL),
counted_in_all AS (
  SELECT granularity, topic, sum(records) AS records FROM counted GROUP BY ALL),
lines_in_all AS (
  SELECT granularity, topic, count(*) AS records
  FROM records
  CROSS JOIN granularities
  WHERE kind <> 'HEARTBEAT'
  GROUP BY ALL)
SELECT
  format('data_quality {} {}: {} records have a fate, but {} were published',
    granularity, topic, coalesce(c.records, 0), coalesce(l.records, 0)) AS difference
FROM counted_in_all AS c
FULL JOIN lines_in_all AS l USING (granularity, topic)
WHERE coalesce(c.records, 0) <> coalesce(l.records, 0)
UNION ALL
SELECT
  format('data_quality {} {} {} {}: {} records in all, expected {}',
    granularity, topic, fate, reason, coalesce(c.records, 0), coalesce(j.records, 0))
FROM counted AS c
FULL JOIN judged AS j USING (granularity, topic, fate, reason)
WHERE coalesce(c.records, 0) <> coalesce(j.records, 0)
