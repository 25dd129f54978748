"""The library as it is read: searched, listed, and picked from while writing."""
