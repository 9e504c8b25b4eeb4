"""The log as people meet it: told in words, undone and redone."""
