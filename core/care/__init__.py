"""Looking after the file: copies, going back to one, and what a doctor finds and mends."""
