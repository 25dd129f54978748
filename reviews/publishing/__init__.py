"""What readers get around the signed words. Reads only; :mod:`reviews.actions.publication` writes."""
