"""People, journeys and cases: pure data and rules, no device, no clock, no file."""
