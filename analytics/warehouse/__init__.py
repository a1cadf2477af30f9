"""The warehouse: models run in the order their SQL asks for, audited, then published by one link."""
