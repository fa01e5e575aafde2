"""What the deeds of this room are called in the trail."""

from typing import Final

VERBS: Final = {"budget.kept": "menyimpan pernyataan anggaran gender"}
KINDS: Final = {"budgetstatement": "pernyataan anggaran gender"}
