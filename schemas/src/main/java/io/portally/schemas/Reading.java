package io.portally.schemas;

/** What {@link CursorReader} found: a record where it lies, or bytes that are none. */
public sealed interface Reading permits Cursor, Decoded.Undecodable {}
