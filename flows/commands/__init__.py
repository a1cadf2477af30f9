"""The commands of `aperture`, one module per group; each imports what it needs only when it is called."""
