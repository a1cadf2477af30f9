"""The taxonomy under a magnifying glass: what each phrase finds in the works held, and what a change would move."""
