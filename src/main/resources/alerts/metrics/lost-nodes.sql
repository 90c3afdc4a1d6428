-- Nodes that were lost within the window: killed, frozen or cut off, and never came back under that id. By host.
SELECT host AS label, count(*) AS nodes
FROM node
WHERE lost AND ended_at > clock_timestamp() - :window
GROUP BY host
ORDER BY count(*) DESC, host
LIMIT 100
