"""Lists carried into the register: what it knows, what has changed since a plan was made, and the writing."""
