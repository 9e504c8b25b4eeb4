"""After a meeting: its minutes, what was decided, and what is to be done."""
