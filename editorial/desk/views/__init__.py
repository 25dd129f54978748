"""The editor's pages. A view gets one object, calls one action or query, and answers."""
