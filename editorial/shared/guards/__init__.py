"""Functions, views and triggers in PostgreSQL: read from files, installed after the last migration, compared.

``files`` reads what should be there, ``catalogue`` compares it with what is there, ``installing`` makes the two equal.
"""
