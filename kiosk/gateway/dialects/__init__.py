"""Platform dialects: one file each, offering `DIALECT`."""
