"""How to seal to the centre, one module a family; `registry` finds them by the id that stands in envelopes."""
