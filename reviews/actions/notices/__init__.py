"""Telling people: which notice each event makes, and the mails made of them."""
