"""What an edition is once it is submitted, and how its words are shown. Nothing here writes."""
