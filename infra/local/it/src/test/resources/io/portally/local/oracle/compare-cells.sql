-- Every cell of a table, with all its columns. A row of zeros means the same as no row.
SELECT
  ${cell} || ': '
  || CASE
    WHEN a.revision IS NULL THEN 'missing, expected ' || ${values of e}
    WHEN e.revision IS NULL THEN 'unexpected, with ' || ${values of a}
    ELSE ${values that differ}
  END AS difference
FROM expected_${table} AS e
FULL JOIN actual_${table} AS a USING (${key})
WHERE (${any differs})
  AND NOT ((e.revision IS NULL OR a.revision IS NULL) AND ${all are zero})
