"""A field that keeps a table with its order. PostgreSQL's own JSON sorts the names; here the order of units
and proposals is that of paper, so the text is kept as it was written.
"""

import json
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:

    class _TextField(models.TextField[Any, Any]):
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any
else:
    _TextField = models.TextField


class KeptField(_TextField):
    """Values of JSON, written once and read in the same order."""

    def from_db_value(self, value: str | None, *_of: Any) -> Any:
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else json.dumps(value, ensure_ascii=False)
