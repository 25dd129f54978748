"""The editor's pages, above everything that they bring together. Only :mod:`editorial.urls` knows them."""
