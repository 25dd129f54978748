"""What sections say, as values: whose words an audience reads, versions side by side, quotations found again."""
