"""Pure decisions about passwords, sessions, grants: what is allowed, without asking any record."""
