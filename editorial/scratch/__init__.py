"""Scratch copies: what somebody typed into a form and has not saved, kept for them at every pause."""
