"""The meetings as a week or a month, beside the list."""
