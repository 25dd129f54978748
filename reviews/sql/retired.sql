-- What an older version of the product had: contributors were counted for one version at a time.

DROP FUNCTION reviews_contributors(uuid);
