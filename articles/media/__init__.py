"""Pictures and sound, read from bytes: pure."""
