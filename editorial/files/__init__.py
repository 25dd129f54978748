"""Files as they were sent, kept by what they say: one store, one row a file, nothing twice."""
