package dev.bursar.database.backup;

/**
 * A file of a backup.
 *
 * @param path below the backup's folder, with slashes
 * @param bytes its length
 * @param sha256 of its bytes, in hex
 */
public record StoredFile(String path, long bytes, String sha256) {}
