"""What the deeds of this room are called in the trail."""

from typing import Final

VERBS: Final = {
    "register.begun": "mulai mengunggah berkas register",
    "register.sent": "mengirim berkas register",
    "register.read": "berkas register dibaca",
    "register.columns_settled": "mencocokkan judul kolom",
    "register.places_settled": "memastikan nama wilayah",
    "register.column_forgotten": "menghapus padanan kolom",
    "register.place_forgotten": "menghapus padanan wilayah",
    "register.answer_taken": "mengunduh berkas dengan Keterangan",
    "register.submitted": "mengajukan berkas register",
    "register.sent_back": "mengembalikan berkas register",
    "register.confirmed": "mengesahkan register",
    "register.file_replaced": "mengganti berkas register",
    "register.withdrawn": "membatalkan berkas register",
    "register.file_expired": "berkas register habis masa simpannya",
    "register.destroyed": "memusnahkan register",
}
KINDS: Final = {
    "upload": "berkas register",
    "snapshot": "register",
    "mapping": "padanan kolom",
    "match": "padanan wilayah",
}
PAGES: Final = {"upload": ("register-upload", "ident"), "snapshot": ("register-snapshot", "ident")}
