"""The Dash application: what an analyst browses. Reads only published ``out_`` tables."""
