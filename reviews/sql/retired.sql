-- What an older version of the product had: contributors were counted for one version at a time; runs of words were searched in texts.

DROP FUNCTION reviews_contributors(uuid);
DROP FUNCTION reviews_says_so(text, boolean, text, text);
