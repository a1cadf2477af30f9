"""The layouts of downloaded lists that are understood, each in a module that names its source and date."""

from analytics.lists.entries import Layout
from analytics.lists.layouts import eu, meti, opensanctions, own, taiwan, uk

# The own CSV comes last: its two columns occur in others as well.
TABLES: tuple[Layout, ...] = (meti.LAYOUT, taiwan.LAYOUT, eu.LAYOUT, uk.LAYOUT, opensanctions.LAYOUT, own.LAYOUT)
