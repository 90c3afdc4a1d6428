-- Nodes that were lost within the window: killed, frozen or cut off, unless their process is back under another id. By host.
SELECT host AS label, count(*) AS nodes
FROM node
WHERE lost AND successor_id IS NULL AND ended_at > clock_timestamp() - :window
GROUP BY host
ORDER BY count(*) DESC, host
LIMIT 100
