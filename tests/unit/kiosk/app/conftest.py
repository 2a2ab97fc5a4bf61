from tests.platform_fixtures import _levers_back, sandbox, terminal  # noqa: F401 - fixtures are found by name
