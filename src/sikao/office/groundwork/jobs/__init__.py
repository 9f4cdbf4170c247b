"""Background work: a queue of jobs in the office's own database, each done by one worker, its effect once."""
