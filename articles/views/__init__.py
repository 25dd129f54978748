"""Pages for readers and for the desk. A view gets one object, asks one thing, answers."""
