"""Estimates: intervals and other numbers that are easier to prove in Python than in SQL. One table a module."""
