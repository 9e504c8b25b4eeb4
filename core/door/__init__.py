"""The one door to the file: who works with it, what is written and what may be read."""
