"""Pages for readers. A view gets one object, asks one thing, answers."""
