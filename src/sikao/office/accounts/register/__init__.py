"""Organisations, people, accounts and grants as one workbook: written, read with distrust, taken in whole."""
