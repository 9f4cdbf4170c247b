"""Load on loopback: ``python -m tests.load`` lets a hundred organisations hand in at the same time."""
