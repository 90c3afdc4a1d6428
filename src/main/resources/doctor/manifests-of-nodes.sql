-- What nodes that are alive do not agree on: a field of a job's manifest, or a job that not all of them know.
WITH alive AS MATERIALIZED (SELECT id, host, manifests FROM node_state WHERE alive),
     said AS (
         SELECT job.key AS job, field.key AS field, field.value, string_agg(format('%s (%s)', n.host, n.id), ', ' ORDER BY n.id) AS nodes
         FROM alive n, jsonb_each(n.manifests) AS job, jsonb_each_text(job.value) AS field
         GROUP BY job.key, field.key, field.value)
SELECT format('%s: %s is %s', job, field, string_agg(format('%s on %s', value, nodes), ', but ' ORDER BY nodes))
FROM said
GROUP BY job, field
HAVING count(*) > 1
UNION ALL
SELECT format('%s: only %s has it', job, string_agg(format('%s (%s)', n.host, n.id), ', ' ORDER BY n.id))
FROM alive n, jsonb_object_keys(n.manifests) AS job
GROUP BY job
HAVING count(*) < (SELECT count(*) FROM alive)
ORDER BY 1
