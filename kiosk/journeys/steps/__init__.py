"""Step kinds: one file each, its name is its key in a service item's TOML."""
