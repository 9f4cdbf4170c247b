"""The embedded database with types and lengths enforced, as the production database does."""
