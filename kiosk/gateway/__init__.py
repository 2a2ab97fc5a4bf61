"""The way to the central platform: one port, one HTTP client, dialects as files."""
