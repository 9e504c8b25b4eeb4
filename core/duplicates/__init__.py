"""One person twice in the register: found, told apart for ever, or made one."""
