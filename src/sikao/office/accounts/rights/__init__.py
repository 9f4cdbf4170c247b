"""Who may do what: one printed table, from which code and tests both draw."""
