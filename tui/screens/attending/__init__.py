"""A meeting by type-ahead: what people answer, who is there, the queue, a picture for phones."""
