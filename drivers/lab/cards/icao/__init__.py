"""The chip of a travel document, made from the card's side of ICAO 9303-10 and 9303-11: it shares no session code."""
