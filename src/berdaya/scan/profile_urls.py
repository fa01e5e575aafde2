"""Addresses of potentials, FGD, SID, intervention plan and village profile."""

from django.urls import URLPattern, path

from berdaya.scan.views import fgd, plans, potentials, profile, sid, supervision

urlpatterns: list[URLPattern] = [
    path("<int:pk>/potensi/", potentials.potentials, name="scan-potentials"),
    path("<int:pk>/potensi/tambah/<str:group>/", potentials.add, name="scan-potential-add"),
    path("<int:pk>/potensi/<int:entry>/", potentials.change, name="scan-potential"),
    path("<int:pk>/potensi/<int:entry>/keluarkan/", potentials.drop, name="scan-potential-drop"),
    path("<int:pk>/sid/", sid.sid, name="scan-sid"),
    path("<int:pk>/sid/periksa/", sid.begin_check, name="scan-sid-begin"),
    path("<int:pk>/sid/<int:check>/", sid.sid_check, name="scan-sid-check"),
    path("<int:pk>/fgd/", fgd.fgd, name="scan-fgd"),
    path("<int:pk>/fgd/pendapat/", fgd.views, name="scan-fgd-views"),
    path("<int:pk>/fgd/langkah/<str:what>/", fgd.step, name="scan-fgd-step"),
    path("<int:pk>/fgd/topik/<str:code>/", fgd.line, name="scan-fgd-line"),
    path("<int:pk>/rencana/", plans.plan, name="scan-plan"),
    path("<int:pk>/rencana/susun/", plans.begin, name="scan-plan-begin"),
    path("<int:pk>/rencana/<int:version>/", plans.version, name="scan-plan-version"),
    path("<int:pk>/rencana/<int:version>/tambah/", plans.add_line, name="scan-plan-line-add"),
    path("<int:pk>/rencana/<int:version>/<slug:what>/", plans.step, name="scan-plan-step"),
    path("<int:pk>/baris/<int:line>/", plans.change_line, name="scan-plan-line"),
    path("<int:pk>/baris/<int:line>/hapus/", plans.drop_line, name="scan-plan-line-drop"),
    path("<int:pk>/baris/<int:line>/kemajuan/", plans.news, name="scan-line-news"),
    path("<int:pk>/pendampingan/", supervision.supervision, name="scan-supervision"),
    path("<int:pk>/pendampingan/<int:visit>/", supervision.visit, name="scan-supervision-visit"),
    path(
        "<int:pk>/pendampingan/<int:visit>/foto/",
        supervision.add_photo,
        name="scan-supervision-photo-add",
    ),
    path(
        "<int:pk>/pendampingan/<int:visit>/foto/<int:photo>/<slug:size>",
        supervision.photo,
        name="scan-supervision-photo",
    ),
    path("<int:pk>/laporan/", supervision.half_years, name="scan-reports"),
    path("<int:pk>/laporan/<slug:half>/", supervision.report, name="scan-report"),
    path("<int:pk>/profil/", profile.profile, name="scan-profile"),
    path("<int:pk>/profil/cetak/", profile.print_paper, name="scan-profile-print"),
]
