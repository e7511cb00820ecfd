package io.portally.local.stack;

import java.nio.file.Path;

/**
 * A database login.
 *
 * @param user its name
 * @param passwordFile the file with its password, readable by its owner only
 */
public record Login(String user, Path passwordFile) {}
