"""What people decide about their own data: what they have agreed to, and that they are to be forgotten."""
