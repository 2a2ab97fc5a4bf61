"""A4 printers: one file a driver, its name is its key; each offers `open_device(options)`. And A4 papers as PDF."""
