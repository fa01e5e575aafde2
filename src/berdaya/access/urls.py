"""Addresses of this room."""

from django.urls import path

from berdaya.access.views import accounts, entrance, own, trail

app_name = "access"

urlpatterns = [
    path("masuk/", entrance.sign_in, name="sign-in"),
    path("masuk/slip/", entrance.slip, name="slip"),
    path("masuk/lupa-sandi/", entrance.forgotten, name="forgotten"),
    path("undangan/<str:code>/", entrance.invitation, name="invitation"),
    path("keluar/", entrance.sign_out, name="sign-out"),
    path("kode-kedua/", entrance.second_factor, name="second-factor"),
    path("kode-kedua/pasang/", entrance.enrol, name="enrol"),
    path("profil/", own.profile, name="profile"),
    path("profil/sandi/", own.password, name="password"),
    path("profil/keluar-semua/", own.sign_out_everywhere, name="sign-out-everywhere"),
    path("profil/peran/<int:pk>/letakkan/", own.lay_down, name="lay-down"),
    path("profil/draf/<int:pk>/hapus/", own.drop_draft, name="drop-draft"),
    path("topi/", own.hats, name="hats"),
    path("kotak-masuk/", own.inbox, name="inbox"),
    path("kotak-masuk/<int:pk>/", own.message, name="message"),
    path("akun/", accounts.accounts, name="accounts"),
    path("akun/undang/", accounts.invite, name="invite"),
    path("akun/<int:pk>/", accounts.account, name="account"),
    path("akun/<int:pk>/peran/", accounts.propose, name="propose"),
    path("akun/<int:pk>/kode/", accounts.new_code, name="new-code"),
    path("akun/kode/<int:pk>/setujui/", accounts.confirm_code, name="confirm-code"),
    path("akun/peran/<int:pk>/", accounts.holding, name="holding"),
    path("akun/peran/<int:pk>/setujui/", accounts.confirm, name="confirm"),
    path("akun/peran/<int:pk>/akhiri/", accounts.end, name="end"),
    path("jejak/", trail.trail, name="trail"),
    path("jejak/identitas/", trail.looks, name="looks"),
]
