-- One fate for every published record.
-- Variable: allowed_lateness.

-- What is neither rejected nor ignored stands in the queue of its event: turn 1, 2, 3 ... in the order of
-- publication. The event is named by its first record's seq.
CREATE TABLE turns AS
SELECT
  event,
  row_number() OVER (PARTITION BY event ORDER BY seq) AS turn,
  seq, version, event_time, record_time,
  record_time - getvariable('allowed_lateness') AS late_before
FROM (
  SELECT *, min(seq) OVER (PARTITION BY topic, consignment_id, event_id) AS event
  FROM published
  WHERE rejected_because IS NULL AND classifier = 'ACTUAL');

CREATE TABLE later_turns AS SELECT * FROM turns WHERE turn > 1;

-- Whether a record is accepted depends on those of its event that were accepted before it, so the queue is
-- judged turn by turn, all events at once. What is carried from turn to turn is all that the rules ask of
-- the accepted versions: their numbers (duplicate), and the earliest event time among them, as one of them
-- is too old exactly when the earliest is (late). The latest is for 9-assumptions.sql.
CREATE TABLE verdicts AS
WITH RECURSIVE judged AS (
  SELECT
    event, turn, seq,
    event_time < late_before AS late,
    false AS duplicate,
    CASE WHEN event_time < late_before THEN [] ELSE [version] END AS versions,
    CASE WHEN event_time >= late_before THEN event_time END AS earliest,
    CASE WHEN event_time >= late_before THEN event_time END AS latest
  FROM turns
  WHERE turn = 1
  UNION ALL
  SELECT
    event, turn, seq, late, duplicate,
    CASE WHEN late OR duplicate THEN versions ELSE list_append(versions, version) END,
    CASE WHEN late OR duplicate THEN earliest ELSE least(earliest, event_time) END,
    CASE WHEN late OR duplicate THEN latest ELSE greatest(latest, event_time) END
  FROM (
    SELECT
      t.event, t.turn, t.seq, t.version, t.event_time, j.versions, j.earliest, j.latest,
      -- least ignores null: no version has been accepted yet.
      least(t.event_time, j.earliest) < t.late_before AS late,
      list_contains(j.versions, t.version) AS duplicate
    FROM judged AS j
    JOIN later_turns AS t ON t.event = j.event AND t.turn = j.turn + 1))
SELECT
  event, seq, latest,
  CASE WHEN late THEN 'LATE' WHEN duplicate THEN 'DUPLICATE' ELSE 'ACCEPTED' END AS fate
FROM judged;

CREATE TABLE fates AS
SELECT
  p.seq, p.topic, p.line, p.record_time,
  CASE
    WHEN p.rejected_because IS NOT NULL THEN 'REJECTED'
    WHEN p.classifier <> 'ACTUAL' THEN 'IGNORED'
    ELSE v.fate
  END AS fate,
  coalesce(p.rejected_because, '-') AS reason
FROM published AS p
LEFT JOIN verdicts AS v USING (seq);
