-- Each area's row is the sum of its ports' rows, among the real rows alone.
WITH of_ports AS (
  SELECT ${key}, ${sums}
  FROM (
    SELECT a.* REPLACE (r.area_level AS area_level, r.area_code AS area_code)
    FROM actual_${table} AS a
    JOIN roll_up AS r ON r.port = a.area_code
    WHERE a.area_level = 'PORT' AND r.area_level <> 'PORT')
  GROUP BY ALL),
of_areas AS (
  SELECT * FROM actual_${table} WHERE area_level <> 'PORT')
SELECT ${cell} || ': the area holds ' || ${sums of whole} || ', but its ports ' || ${sums of parts} AS difference
FROM of_areas AS whole
FULL JOIN of_ports AS parts USING (${key})
WHERE ${any sum differs}
