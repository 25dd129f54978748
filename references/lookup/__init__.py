"""Finding a work's record by its DOI, its PubMed or PubMed Central number, or its web address."""
