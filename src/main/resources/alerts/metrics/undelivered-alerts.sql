-- Messages that were given up within the window: the sink refused them, or was away for a day. By sink; the other sinks tell of it.
SELECT sink AS label, count(*) AS messages
FROM alert_delivery
WHERE state = 'GIVEN_UP' AND next_try_at > statement_timestamp() - :window
GROUP BY sink
ORDER BY count(*) DESC, sink
LIMIT 100
