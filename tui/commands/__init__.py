"""The commands: one module a noun, and `tree` that names them all.

The modules import what reads the register inside the commands, not above them: help and completion must not wait for it.
"""
