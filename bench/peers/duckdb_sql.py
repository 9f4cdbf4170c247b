"""The work as SQL statements in DuckDB."""

from __future__ import annotations

DETAIL = """
WITH long AS (
  SELECT f."unit", t."group", f.indicator, f.period, f.x, i.method, i.sign, i.w, t.target, m.share
  FROM figures f
  JOIN targets t ON t."unit" = f."unit" AND t.indicator = f.indicator
  JOIN indicators i ON i."group" = t."group" AND i.indicator = f.indicator
  JOIN months m ON m.period = f.period
), compared AS (
  SELECT *, min(x) OVER g AS low, max(x) OVER g AS top, count(x) OVER g AS n, (x - target) * sign AS ahead,
    CASE WHEN x IS NULL THEN NULL
      WHEN sign > 0 THEN rank() OVER (PARTITION BY "group", indicator, period ORDER BY x DESC NULLS LAST)
      ELSE rank() OVER (PARTITION BY "group", indicator, period ORDER BY x NULLS LAST) END AS place
  FROM long WINDOW g AS (PARTITION BY "group", indicator, period)
), raw AS (
  SELECT *, CASE method
    WHEN 'attainment' THEN CASE WHEN sign > 0 THEN w * x / target ELSE w * target / x END
    WHEN 'steps' THEN 0.8 * w + CASE WHEN ahead > 0 THEN 0.5 * ahead ELSE 0.3 * ahead END
    WHEN 'efficacy' THEN CASE WHEN top = low THEN w
      WHEN sign > 0 THEN w * (0.6 + 0.4 * (x - low) / (top - low))
      ELSE w * (0.6 + 0.4 * (top - x) / (top - low)) END
    WHEN 'rank_step' THEN w * (1 - 0.01 * (place - 1))
    WHEN 'relative_best' THEN CASE WHEN sign > 0 THEN w * x / top ELSE w * low / x END
    WHEN 'bands' THEN w * CASE
      WHEN (sign > 0 AND x >= 30) OR (sign < 0 AND x <= 10) THEN 1.0
      WHEN (sign > 0 AND x >= 20) OR (sign < 0 AND x <= 20) THEN 0.8
      WHEN (sign > 0 AND x >= 10) OR (sign < 0 AND x <= 30) THEN 0.6 ELSE 0.2 END
    WHEN 'rank_interval' THEN w * (1 - 0.4 * (place - 1) / (n - 1))
    ELSE CASE WHEN ahead >= 0 THEN w ELSE 0 END END::DOUBLE AS raw
  FROM compared
), exact AS (
  SELECT *, CASE WHEN x IS NULL THEN 0 ELSE greatest(0, least(w, raw)) END AS exact FROM raw
) SELECT *, floor(exact * 100 + 0.5 + 1e-9) / 100 AS score FROM exact
"""

ANNUAL = """
SELECT "group", "unit", indicator, floor(sum(score * share) * 100 + 0.5 + 1e-9) / 100 AS points
FROM detail GROUP BY ALL
"""

ANNUAL_UNROUNDED = 'SELECT "group", "unit", indicator, sum(exact * share) AS points FROM detail GROUP BY ALL'

TOTALS = """
WITH total AS (SELECT "group", "unit", sum(points) AS total FROM annual GROUP BY ALL)
SELECT "unit", "group", total,
  rank() OVER (PARTITION BY "group" ORDER BY floor(total * 100 + 0.5 + 1e-9) DESC) AS rank
FROM total ORDER BY "unit"
"""


def with_named(statement: str, **named: str) -> str:
    """One statement from several: the named ones stand before it."""
    parts = ", ".join(f"{name} AS ({text})" for name, text in named.items())
    return f"WITH {parts} SELECT * FROM ({statement})"  # noqa: S608 - our own statements
