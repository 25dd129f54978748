"""What holds: each rule is pure, or reads in order to judge. Nothing here writes, and nothing here knows a page."""
