"""What the deeds of this room are called in the trail."""

from typing import Final

VERBS: Final = {
    "plan.brought": "membawa daftar rencana",
    "plan.submitted": "mengajukan daftar rencana",
    "plan.confirmed": "mengesahkan daftar rencana",
    "plan.returned": "mengembalikan daftar rencana",
    "plan.dropped": "membatalkan daftar rencana",
}
KINDS: Final = {"listdraft": "draf daftar", "listedition": "edisi daftar"}
PAGES: Final = {"listdraft": ("plan-draft", "ident"), "listedition": ("plan-edition", "ident")}
