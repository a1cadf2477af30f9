"""Tagging: which works belong to which critical technology, by phrases and topics."""
