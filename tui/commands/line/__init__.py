"""What every command shares: the options that work anywhere in the line, what is printed where, and how errors are told."""
