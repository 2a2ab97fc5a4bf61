"""Virtual cards: objects that answer APDUs, the same over the loopback and over pcscd's virtual reader."""
