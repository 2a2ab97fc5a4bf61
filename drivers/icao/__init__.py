"""ICAO 9303 travel documents, without a reader: MRZ, chip protocols, data groups, passive authentication."""
