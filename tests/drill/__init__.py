"""The long proofs: ``python -m tests.drill`` does in full what ``./run test`` does a sample of."""
