"""Document cameras: one file a driver, its name is its key; each offers `open_device(options)`."""
