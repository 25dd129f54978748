"""What editors fill in. What may be written is decided by the actions, not here."""
