"""Keeping the register right many people at a time: bulk changes, tags, classes, what to tidy."""
