"""Forms of this room: read what was typed; whether it is allowed, services and rules decide."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from django import forms

from berdaya.access.form_fields import day_field
from berdaya.access.forms import OfficeForm
from berdaya.kernel.numbers import LOCALE_ID, parse_decimal
from berdaya.kernel.shares import as_ratio
from berdaya.targeting.models import Decree, InputFile, Run
from berdaya.targeting.rules.changes import ChangeKind
from berdaya.targeting.rules.places import Unit
from berdaya.targeting.rules.scores import Method
from berdaya.targeting.upstream import SnapshotChoice

UPLOAD, NONE = "unggah", "tanpa"
Choice = tuple[str, str]

UNITS = (
    (Unit.HOUSEHOLDS.value, "Rumah tangga desil 1"),
    (Unit.PERSONS.value, "Jiwa desil 1"),
)
METHODS = (
    (Method.M1.value, "M1 rerata peringkat (bawaan; dapat diulang dengan daftar dan pensil)"),
    (Method.M0.value, "M0 desa merah lebih dahulu, lalu jumlah desil 1 terbanyak"),
    (Method.M2.value, "M2 rerata nilai baku"),
    (Method.M3.value, "M3 rerata geometrik peringkat"),
)


def text(
    label: str, help_text: str = "", *, most: int = 160, required: bool = True, **attrs: str
) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=most, required=required, widget=forms.TextInput(attrs)
    )


def long_text(label: str, help_text: str = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=400,
        required=required,
        widget=forms.Textarea({"rows": "3"}),
    )


def count(label: str, help_text: str = "", *, required: bool = False) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=required,
        min_value=0,
        max_value=5000,
        error_messages={"invalid": "Tulis angka saja, misalnya 86."},
        widget=forms.TextInput({"inputmode": "numeric"}),
    )


def file(label: str, help_text: str = "", *, required: bool = False, accept: str = "") -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text=help_text,
        required=required,
        error_messages={"empty": "Berkas itu kosong. Pilih berkas yang berisi."},
        widget=forms.FileInput({"accept": accept or ".csv,.xlsx"}),
    )


def choose(form: forms.Form, name: str, choices: Sequence[Any]) -> None:
    """Give a field its choices, once they are known."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


def file_choices(files: Sequence[InputFile]) -> list[Choice]:
    return [(f"berkas:{one.pk}", f"{one.title}, {one.rows} baris") for one in files]


class BeginForm(OfficeForm):
    """Which kabupaten and which year."""

    territory = forms.ChoiceField(label="Kabupaten atau kota", widget=forms.Select)
    year = forms.IntegerField(label="Tahun anggaran", widget=forms.TextInput({"inputmode": "numeric"}))
    like = forms.ChoiceField(
        label="Mulai dari", required=False, widget=forms.RadioSelect, choices=[("", "Usulan aturan")]
    )

    def __init__(self, *args: Any, places: Sequence[Choice], earlier: Sequence[Run], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "territory", places)
        choose(
            self,
            "like",
            [
                ("", "Usulan menurut aturan dan keputusan yang berlaku"),
                *((str(run.pk), f"Salin masukan daftar {run.year}") for run in earlier),
            ],
        )


class ChoosingForm(OfficeForm):
    """A table chosen among those brought before, or brought now."""

    source = forms.ChoiceField(label="Sumber", widget=forms.RadioSelect)
    file = file("Berkas baru")

    upload_words = "Unggah berkas baru"

    def offer(self, choices: Sequence[Choice], *, upload_words: str = "") -> None:
        words = upload_words or self.upload_words
        choose(self, "source", [*choices, (UPLOAD, words)])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("source") == UPLOAD and not given.get("file") and "file" not in self.errors:
            self.add_error("file", "Pilih berkas yang akan diunggah.")
        return given


class CountsForm(ChoosingForm):
    """Step 1: where the counts of decile 1 come from."""

    edition = text(
        "Edisi hitungan", "Untuk berkas yang diunggah: nama dan tanggal datanya.", most=60, required=False
    )
    unit = forms.ChoiceField(label="Yang dihitung", choices=UNITS, widget=forms.RadioSelect)

    field_order = ["source", "file", "edition", "unit"]

    def __init__(
        self, *args: Any, snapshots: Sequence[SnapshotChoice], files: Sequence[InputFile], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer(
            [*((f"potret:{one.ident}", one.words) for one in snapshots), *file_choices(files)],
            upload_words="Unggah hitungan tiap desa dan kelurahan",
        )


class IndexForm(ChoosingForm):
    """Step 2: the index of each desa."""

    def __init__(self, *args: Any, files: Sequence[InputFile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(file_choices(files), upload_words="Unggah indeks desa (IDM atau Indeks Desa)")


class SeatsForm(OfficeForm):
    """Step 3: how many places, and by which method."""

    way = forms.ChoiceField(
        label="Pembagian kursi",
        choices=(
            ("tetap", "Jumlah desa dan kelurahan ditetapkan"),
            ("bagi", "Satu jumlah, dibagi menurut banyaknya desil 1"),
        ),
        widget=forms.RadioSelect,
    )
    seats_desa = count("Kursi desa", "Bila jumlahnya ditetapkan.")
    seats_kelurahan = count("Kursi kelurahan", "Bila jumlahnya ditetapkan; 0 bila tidak ada.")
    seats_total = count("Kursi seluruhnya", "Bila satu jumlah dibagi.")
    method = forms.ChoiceField(label="Cara menghitung", choices=METHODS, widget=forms.Select)
    weight = text("Bobot jumlah desil 1", "Dari 0 sampai 1, misalnya 0,6. Sisanya bobot indeks.", most=8)
    on_date = day_field("Tanggal aturan", "Aturan yang berlaku pada hari itu yang dipakai.")

    def clean_weight(self) -> str:
        value = parse_decimal(str(self.cleaned_data["weight"]), LOCALE_ID)
        if value is None or not 0 <= value <= 1:
            raise forms.ValidationError("Tulis angka dari 0 sampai 1, misalnya 0,6.")
        return as_ratio(Fraction(value))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        fixed = given.get("way") == "tetap"
        needed = ("seats_desa", "seats_kelurahan") if fixed else ("seats_total",)
        for name in needed:
            if given.get(name) is None and name not in self.errors:
                self.add_error(name, f"Isi {str(self.fields[name].label).lower()}.")
        return given

    def seats(self) -> dict[str, int | None]:
        """The three numbers as a draft keeps them: those of the other way are empty."""
        given = self.cleaned_data
        if given["way"] == "tetap":
            desa, kelurahan = given["seats_desa"], given["seats_kelurahan"]
            return {"seats_desa": desa, "seats_kelurahan": kelurahan, "seats_total": desa + kelurahan}
        return {"seats_desa": None, "seats_kelurahan": None, "seats_total": given["seats_total"]}


class ExtrasForm(OfficeForm):
    """Step 4: what may be left out."""

    population = forms.ChoiceField(label="Jumlah seluruh rumah tangga", widget=forms.RadioSelect)
    population_file = file("Berkas jumlah rumah tangga")
    reds = forms.ChoiceField(label="Tempat merah menurut keputusan", widget=forms.RadioSelect)
    reds_file = file("Berkas tempat merah")
    follows = forms.ChoiceField(label="Daftar sebelumnya", widget=forms.RadioSelect, required=False)
    due = day_field("Batas pemeriksaan", "Sesudah hari itu tugasnya ditandai terlambat.", required=False)

    def __init__(
        self,
        *args: Any,
        population: Sequence[InputFile],
        reds: Sequence[InputFile],
        decree: Decree | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, files, without in (
            ("population", population, "Tanpa berkas: bagian dihitung dari yang terdata"),
            ("reds", reds, "Tanpa berkas: menurut aturan warna yang berlaku"),
        ):
            choose(self, name, [(NONE, without), *file_choices(files), (UPLOAD, "Unggah berkas baru")])
        follows = [("", "Tahun dasar baru: semua tempat dinilai dari awal")]
        if decree is not None:
            follows.insert(
                0,
                (
                    str(decree.pk),
                    f"Lanjutkan Keputusan Nomor {decree.number}: tempat lama tidak mudah keluar",
                ),
            )
        choose(self, "follows", follows)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("population", "reds"):
            missing = given.get(name) == UPLOAD and not given.get(f"{name}_file")
            if missing and f"{name}_file" not in self.errors:
                self.add_error(f"{name}_file", "Pilih berkas yang akan diunggah.")
        return given


class ReasonForm(OfficeForm):
    """One reason, for giving up, sending back, taking back."""

    reason = long_text("Alasan")


class ChangeForm(OfficeForm):
    """Add a place to the list, or drop one from it."""

    action = forms.ChoiceField(
        label="Perubahan",
        choices=(
            (ChangeKind.ADD.value, "Tambahkan ke daftar"),
            (ChangeKind.DROP.value, "Cabut dari daftar"),
        ),
        widget=forms.RadioSelect,
    )
    code = forms.ChoiceField(label="Desa atau kelurahan", widget=forms.Select)
    reason = long_text("Alasan", "Ikut tercetak di lampiran keputusan.")
    proposer = text("Pengusul", "Jabatan atau lembaga, misalnya Camat Moga.")
    meeting = text("Berita acara rapat", "Nomor dan tanggalnya.")

    def __init__(self, *args: Any, places: Sequence[tuple[str, list[Choice]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "code", [("", "Pilih tempat"), *places])


class ChangesFileForm(OfficeForm):
    """Many changes at once, in a table."""

    file = file(
        "Berkas perubahan",
        "Kolom kode, tindakan (tambah atau cabut), alasan, pengusul, berita_acara.",
        required=True,
    )


class DiscussionForm(OfficeForm):
    """The forum has spoken."""

    forum = text("Forum", "Misalnya Forum Perangkat Daerah.")
    held_on = day_field("Tanggal rapat")
    minutes = text("Nomor berita acara")
    note = long_text("Catatan", required=False)


class CheckForm(OfficeForm):
    """The second person agrees."""

    note = long_text("Catatan pemeriksa", required=False)


class DecreeForm(OfficeForm):
    """The decree as it was signed."""

    head = text("Yang menetapkan", most=120)
    signatory = text("Nama penanda tangan", most=120)
    number = text("Nomor keputusan", most=80)
    date = day_field("Tanggal keputusan")
    valid_from = day_field("Berlaku mulai")
    valid_to = day_field("Berlaku sampai")
    scan = file(
        "Pindaian keputusan yang ditandatangani",
        "PDF, JPEG atau PNG.",
        required=True,
        accept=".pdf,.jpg,.png",
    )


class CorrectionForm(DecreeForm):
    """A slip of the pen in the record of a decree."""

    scan = file(
        "Pindaian bila perlu diganti", "Kosongkan bila pindaiannya sudah benar.", accept=".pdf,.jpg,.png"
    )
    why = long_text("Yang diralat dan sebabnya")


def decree_initial(head: str, today: date) -> dict[str, Any]:
    """What a decree usually says: from the first of January to the end of the year after next."""
    first = date(today.year + 1, 1, 1) if today.month > 6 else date(today.year, 1, 1)
    return {"head": head, "date": today, "valid_from": first, "valid_to": date(first.year, 12, 31)}


class TablesForm(OfficeForm):
    """The tables of an assignment: one brought before, or a new one."""

    agencies = forms.ChoiceField(label="Perangkat daerah", required=False)
    agencies_file = file("Berkas perangkat baru", "kode, nama, paling_sedikit, paling_banyak, kekuatan")
    fit = forms.ChoiceField(label="Kecocokan", required=False)
    fit_file = file("Berkas kecocokan baru", "perangkat, kebutuhan, kecocokan dari 0 sampai 1")
    needs = forms.ChoiceField(label="Kebutuhan tiap tempat", required=False)
    needs_file = file("Berkas kebutuhan baru", "kode, kebutuhan, bagian; jumlahnya 1 untuk tiap tempat")
    potentials = forms.ChoiceField(label="Potensi tiap tempat", required=False)
    potentials_file = file("Berkas potensi baru", "kode, kebutuhan, bagian")
    points = forms.ChoiceField(label="Titik kantor dan tempat", required=False)
    points_file = file("Berkas titik baru", "kode, lintang, bujur")
    distances = forms.ChoiceField(label="Jarak jalan, pengganti titik", required=False)
    distances_file = file("Berkas jarak baru", "perangkat, kode, jarak dalam km")
    level_loads = forms.BooleanField(
        label="Ratakan beban antarperangkat (lebih lama mencarinya)", required=False
    )
    seconds = forms.IntegerField(
        label="Paling lama mencari",
        help_text="Dalam detik. Bila habis, selisih terhadap yang terbaik ikut dikatakan.",
        min_value=5,
        max_value=600,
        widget=forms.TextInput({"inputmode": "numeric"}),
    )

    tables = ("agencies", "fit", "needs", "potentials", "points", "distances")

    def __init__(self, *args: Any, files: dict[str, Sequence[InputFile]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.tables:
            choose(self, name, [("", "Tanpa berkas"), *file_choices(files[name])])


class PairForm(OfficeForm):
    """Tie an agency to a place, or keep them apart."""

    kind = forms.ChoiceField(
        label="Jenis",
        choices=(("tetap", "Ditetapkan: perangkat ini di tempat ini"), ("larang", "Dilarang berpasangan")),
        widget=forms.RadioSelect,
    )
    agency = forms.ChoiceField(label="Perangkat daerah", widget=forms.Select)
    code = forms.ChoiceField(label="Desa atau kelurahan", widget=forms.Select)
    reason = long_text("Alasan", "Ikut tercetak di lampiran keputusan.")
    decree = text("Keputusan", "Nomor keputusan terdahulu, bila ada.", most=120, required=False)

    def __init__(
        self, *args: Any, agencies: dict[str, str], places: Sequence[tuple[str, list[Choice]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "agency", [("", "Pilih perangkat"), *agencies.items()])
        choose(self, "code", [("", "Pilih tempat"), *places])
