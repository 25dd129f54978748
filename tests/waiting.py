"""How long tests wait for what should happen."""

# Only something that never happens takes so long, on the busiest machine too: who waits goes on as soon as it has.
LONG = 600

# The same for a page in a browser, in milliseconds. Less, since a journey that goes wrong should say so the same day.
FOR_A_PAGE = 120_000
