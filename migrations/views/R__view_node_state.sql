-- The nodes that have not left, and whether they live: the lock says who was killed, the heartbeat who is frozen or cut off.
CREATE OR REPLACE VIEW node_state AS
SELECT n.id, n.host, n.process_id, n.version, n.manifests, n.started_at, n.heartbeat_at, n.clock_skew_millis, n.stopping,
       n.heartbeat_at > clock_timestamp() - lease() AND lock_is_held('bursar.node.' || n.id) AS alive
FROM node n
WHERE n.ended_at IS NULL;
