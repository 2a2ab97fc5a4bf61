"""Journeys are data: service items walked step by step, without glass or devices."""
