"""What is left of a meeting: its minutes, what was decided, and what somebody is to do."""
