"""Card types: one file each, offering `PROFILE`; read over any reader."""
