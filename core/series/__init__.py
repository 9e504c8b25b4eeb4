"""Meetings that come again: a rule, the days that follow from it, and what deviates from it."""
