"""What members and the chair fill in. Whether it can be done now is said by the actions, not here."""
