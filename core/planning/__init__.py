"""Finding the date: who is at school when, what is closed, what else people are asked to; and what a kind of meeting needs."""
