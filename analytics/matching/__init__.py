"""Which institution of ROR a listed body is: equal names decide, similar ones only suggest."""
