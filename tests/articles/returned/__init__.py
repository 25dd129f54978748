"""Tests of articles/returned/."""
