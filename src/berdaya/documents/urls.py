"""Addresses of this room. The check of a code stands right below the office's own address: it is printed."""

from django.urls import path

from berdaya.documents.views import blanks, checks, numbers, papers, scans

urlpatterns = [
    path("dokumen/", papers.documents, name="documents"),
    path("dokumen/<int:pk>/", papers.document, name="document"),
    path("dokumen/<int:pk>/versi/<int:version>/pdf", papers.document_file, name="document-file"),
    path("dokumen/<int:pk>/versi/<int:version>/xlsx", papers.document_book, name="document-book"),
    path("dokumen/<int:pk>/batalkan/", papers.cancel_document, name="document-cancel"),
    path("dokumen/<int:pk>/ganti/", papers.replace_document, name="document-replace"),
    path("dokumen/<int:pk>/pindaian/", scans.upload_scan, name="document-scan"),
    path("dokumen/<int:pk>/pindaian/<int:scan>/", scans.scan_file, name="document-scan-file"),
    path("dokumen/<int:pk>/pindaian/<int:scan>/periksa/", scans.check, name="document-scan-check"),
    path("dokumen/nomor/", numbers.books, name="number-books"),
    path("dokumen/nomor/buka/", numbers.new_book, name="number-book-new"),
    path("dokumen/nomor/<int:pk>/", numbers.book, name="number-book"),
    path("dokumen/nomor/<int:pk>/<int:number>/", numbers.unused, name="number-unused"),
    path("dokumen/blangko/", blanks.blank_list, name="blanks"),
    path("dokumen/blangko/<slug:name>.pdf", blanks.blank_file, name="blank-file"),
    path("v/", checks.ask, name="verify-ask"),
    path("v/<str:code>", checks.verify, name="verify"),
    path("V/<str:code>", checks.verify, name="verify-upper"),
]
