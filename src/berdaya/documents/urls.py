"""Addresses of this room. The check of a code stands right below the office's own address: it is printed."""

from django.urls import include, path

from berdaya.documents.views import blanks, checks, numbers, papers, scans

_OFFICE = [
    path("", papers.documents, name="documents"),
    path("<int:pk>/", papers.document, name="document"),
    path("<int:pk>/versi/<int:version>/pdf", papers.document_file, name="document-file"),
    path("<int:pk>/versi/<int:version>/xlsx", papers.document_book, name="document-book"),
    path("<int:pk>/batalkan/", papers.cancel_document, name="document-cancel"),
    path("<int:pk>/ganti/", papers.replace_document, name="document-replace"),
    path("<int:pk>/pindaian/", scans.upload_scan, name="document-scan"),
    path("<int:pk>/pindaian/<int:scan>/", scans.scan_file, name="document-scan-file"),
    path("<int:pk>/pindaian/<int:scan>/periksa/", scans.check, name="document-scan-check"),
    path("nomor/", numbers.books, name="number-books"),
    path("nomor/buka/", numbers.new_book, name="number-book-new"),
    path("nomor/<int:pk>/", numbers.book, name="number-book"),
    path("nomor/<int:pk>/<int:number>/", numbers.unused, name="number-unused"),
    path("blangko/", blanks.blank_list, name="blanks"),
    path("blangko/<slug:name>.pdf", blanks.blank_file, name="blank-file"),
]
urlpatterns = [
    path("dokumen/", include(_OFFICE)),
    path("v/", checks.ask, name="verify-ask"),
    path("v/<str:code>", checks.verify, name="verify"),
    path("V/<str:code>", checks.verify, name="verify-upper"),
]
