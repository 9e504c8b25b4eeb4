"""Who comes, who came: answers, places and the queue for them, guests, people who are only counted, the roll-call."""
