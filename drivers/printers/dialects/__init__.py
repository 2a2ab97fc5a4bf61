"""Families of receipt printers as data: one TOML file a family, its name is the family's; see drivers.printers.dialect.

A file says which questions the family answers, how a valid answer looks (`reply`: a pattern a byte, bit 7 first, `.`
for a bit that varies), and what each documented bit means. `says` is a condition in the words of config/faults.toml
without `printer-`; a bit without it is known and changes nothing. Of several bits any one says it, unless they are
`whole`: two wires of one sensor are both set or none, else this is no answer.
"""
