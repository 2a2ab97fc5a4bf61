from tests.drop_fixtures import trip  # noqa: F401 - fixtures are found by name
from tests.platform_fixtures import _levers_back, sandbox, terminal  # noqa: F401 - fixtures are found by name
