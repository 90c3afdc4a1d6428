-- How far the clock of a node that is alive is from the database's, in seconds either way. By host.
SELECT host AS label, round(max(abs(clock_skew_millis)) / 1000.0, 3) AS seconds
FROM node_state
WHERE alive
GROUP BY host
ORDER BY 2 DESC, host
LIMIT 100
