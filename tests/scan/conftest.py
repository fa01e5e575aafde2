from tests.hardship.conftest import people

__all__ = ["people"]
