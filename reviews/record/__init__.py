"""What happened, read for people: an article's history, an edition's dossier, signatures as they are printed."""
