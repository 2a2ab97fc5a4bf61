"""A central platform to practise on: its own process, its own store, the contract of openapi.yaml."""
