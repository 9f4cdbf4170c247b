"""The long proofs: ``python -m tests.drill`` runs what ``./run test`` runs a sample of, and prints its figures."""
