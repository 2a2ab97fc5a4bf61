"""The hardware's side of each wire: virtual cards, a camera stream, a printer, a line. Never in production."""
