"""Addresses of this room. They hold numbers only: no name of a file, no place, no person."""

from django.urls import path

from berdaya.register.views import deciding, files, lists, looking, sending

urlpatterns = [
    path("register/", lists.registers, name="register"),
    path("register/<int:pk>/", lists.snapshot, name="register-snapshot"),
    path("register/<int:pk>/musnahkan/", deciding.destroy, name="register-destroy"),
    path("register/<int:pk>/cari/", looking.seek, name="register-seek"),
    path("register/<int:pk>/cari/buka/", looking.reveal, name="register-reveal"),
    path("register/padanan/", lists.settled, name="register-settled"),
    path("register/padanan/kolom/<int:pk>/", lists.forget_column, name="register-forget-column"),
    path("register/padanan/wilayah/<int:pk>/", lists.forget_place, name="register-forget-place"),
    path("register/unggah/", sending.begin, name="register-begin"),
    path("register/unggah/<int:pk>/", files.upload, name="register-upload"),
    path("register/unggah/<int:pk>/berkas/", sending.send, name="register-file"),
    path("register/unggah/<int:pk>/bagian/", sending.announce, name="register-announce"),
    path("register/unggah/<int:pk>/bagian/<int:number>/", sending.part, name="register-part"),
    path("register/unggah/<int:pk>/selesai/", sending.finish, name="register-finish"),
    path("register/unggah/<int:pk>/ganti/", sending.replace, name="register-replace"),
    path("register/unggah/<int:pk>/batal/", sending.withdraw, name="register-withdraw"),
    path("register/unggah/<int:pk>/kolom/", files.columns, name="register-columns"),
    path("register/unggah/<int:pk>/wilayah/", files.places, name="register-places"),
    path("register/unggah/<int:pk>/jawaban/", files.answer, name="register-answer"),
    path("register/unggah/<int:pk>/ajukan/", deciding.submit, name="register-submit"),
    path("register/unggah/<int:pk>/putusan/", deciding.decide, name="register-decide"),
]
