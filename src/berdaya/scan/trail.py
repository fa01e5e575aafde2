"""What the deeds of this room are called in the trail."""

from typing import Final

VERBS: Final = {
    "scan.opened": "membuka pindai sebuah tempat",
    "scan.filled": "menyiapkan daftar kerja dari register",
    "scan.dates": "mengubah tenggat tahap pindai",
    "scan.closed": "menutup putaran pindai",
}
KINDS: Final = {"cycle": "putaran pindai"}
PAGES: Final = {"cycle": ("scan-cycle", "ident")}
