"""The verbs of the command line, one file each; none imports Qt."""
