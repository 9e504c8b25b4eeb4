"""laug for ears and fingers: the same work through questions and lines, for screen readers and Braille."""
