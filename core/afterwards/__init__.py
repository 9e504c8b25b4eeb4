"""After a meeting: totals without names, the evaluation, the way home, and a friendly word to who was away."""
