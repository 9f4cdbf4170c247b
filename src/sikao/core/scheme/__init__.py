"""The scheme language: model, text form, checks, claims, diff and digest."""
