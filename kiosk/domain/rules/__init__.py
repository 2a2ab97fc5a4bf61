"""What the policy texts promise, as rules that run: the same at the terminal and at the centre, and each verdict named.

Pure and deterministic: an item of the catalogue and facts in, verdicts out; no clock, no device, no glass.
"""
