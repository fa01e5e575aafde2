"""Addresses of this room, below `/register/`: numbers only, no name of a file, no place, no person."""

from django.urls import path

from berdaya.register.views import deciding, files, lists, looking, sending

urlpatterns = [
    path("", lists.registers, name="register"),
    path("<int:pk>/", lists.snapshot, name="register-snapshot"),
    path("<int:pk>/musnahkan/", deciding.destroy, name="register-destroy"),
    path("<int:pk>/cari/", looking.seek, name="register-seek"),
    path("<int:pk>/cari/buka/", looking.reveal, name="register-reveal"),
    path("padanan/", lists.settled, name="register-settled"),
    path("padanan/kolom/<int:pk>/", lists.forget_column, name="register-forget-column"),
    path("padanan/wilayah/<int:pk>/", lists.forget_place, name="register-forget-place"),
    path("unggah/", sending.begin, name="register-begin"),
    path("unggah/<int:pk>/", files.upload, name="register-upload"),
    path("unggah/<int:pk>/berkas/", sending.send, name="register-file"),
    path("unggah/<int:pk>/bagian/", sending.announce, name="register-announce"),
    path("unggah/<int:pk>/bagian/<int:number>/", sending.part, name="register-part"),
    path("unggah/<int:pk>/selesai/", sending.finish, name="register-finish"),
    path("unggah/<int:pk>/ganti/", sending.replace, name="register-replace"),
    path("unggah/<int:pk>/batal/", sending.withdraw, name="register-withdraw"),
    path("unggah/<int:pk>/kolom/", files.columns, name="register-columns"),
    path("unggah/<int:pk>/wilayah/", files.places, name="register-places"),
    path("unggah/<int:pk>/jawaban/", files.answer, name="register-answer"),
    path("unggah/<int:pk>/ajukan/", deciding.submit, name="register-submit"),
    path("unggah/<int:pk>/putusan/", deciding.decide, name="register-decide"),
]
