"""Small changes to the rules, each of which some test of theirs must notice: see script/mutate."""
