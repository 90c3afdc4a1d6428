package dev.bursar.alerts;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A message in the JSON of each kind of sink. */
final class Bodies {
    private Bodies() {}

    /** The generic webhook's: everything that is known. */
    static String webhook(Message message) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("id", message.id());
        body.put("source", message.source());
        body.put("event", message.event());
        body.put("key", message.key());
        body.put("severity", message.severity().word());
        body.put("summary", message.summary());
        body.put("details", message.details());
        body.put("runbook", message.runbook());
        body.put("times", message.times());
        body.put("firstAt", message.firstAt().toString());
        body.put("lastAt", message.lastAt().toString());
        body.put(
                "resolvedAt",
                message.resolvedAt() == null ? null : message.resolvedAt().toString());
        return json(body);
    }

    /**
     * Slack's incoming webhook. Its three special characters are written as entities, so that no text can mention a channel, and
     * nothing is read as Markdown.
     */
    static String slack(Message message) {
        StringBuilder text = new StringBuilder();
        text.append(message.isFiring() ? "FIRING " : "RESOLVED ")
                .append(message.severity().word());
        text.append(": ").append(message.summary()).append('\n');
        text.append(message.source()).append(", ").append(message.key());
        text.append(", since ").append(message.firstAt());
        if (message.resolvedAt() != null) {
            text.append(" until ").append(message.resolvedAt());
        }
        if (message.runbook() != null && message.isFiring()) {
            text.append("\nwhat to do: ").append(message.runbook());
        }
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put(
                "text",
                text.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        body.put("mrkdwn", false);
        body.put("unfurl_links", false);
        return json(body);
    }

    /** PagerDuty's Events API v2; an alert's end resolves the incident that its beginning triggered. */
    static String pagerDuty(Message message, String routingKey) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("routing_key", routingKey);
        body.put("event_action", message.isFiring() ? "trigger" : "resolve");
        body.put("dedup_key", AlertText.cut(message.source() + "/" + message.key(), 255));
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("summary", message.summary());
        payload.put("severity", pagerDutySeverity(message.severity()));
        payload.put("source", message.source());
        payload.put("timestamp", message.firstAt().toString());
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("key", message.key());
        details.put("severity", message.severity().word());
        details.put("runbook", message.runbook());
        details.put("times", message.times());
        details.put("details", message.details());
        payload.put("custom_details", details);
        body.put("payload", payload);
        return json(body);
    }

    private static String pagerDutySeverity(Severity severity) {
        return switch (severity) {
            case PAGE -> "critical";
            case CRITICAL -> "error";
            case WARNING -> "warning";
            case BUSINESS, INFO -> "info";
        };
    }

    private static String json(Map<String, @Nullable Object> body) {
        return JsonMapper.shared().writeValueAsString(body);
    }
}
