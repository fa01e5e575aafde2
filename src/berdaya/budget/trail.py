"""What the deeds of this room are called in the trail."""

from typing import Final

VERBS: Final = {
    "budget.kept": "menyimpan pernyataan anggaran gender",
    "budget.begun": "memulai pernyataan anggaran gender",
    "budget.written": "menulis draf pernyataan anggaran gender",
    "budget.discarded": "membuang draf pernyataan anggaran gender",
    "budget.shelved": "menunda atau mencoret aktivitas",
    "budget.picked_up": "memasukkan aktivitas dari tahun lalu",
    "budget.pulled": "mengambil data pembuka wawasan dari catatan kantor",
    "budget.submitted": "mengajukan pernyataan anggaran gender",
    "budget.withdrawn": "menarik kembali pernyataan anggaran gender",
    "budget.passed": "meloloskan telaah pernyataan anggaran gender",
    "budget.returned": "mengembalikan pernyataan anggaran gender",
    "budget.signed": "menandatangani pernyataan anggaran gender",
    "budget.reopened": "membuka versi perubahan pernyataan anggaran gender",
}
KINDS: Final = {"budgetstatement": "pernyataan anggaran gender"}
PAGES: Final = {"budgetstatement": ("budget-statement", "ident")}
