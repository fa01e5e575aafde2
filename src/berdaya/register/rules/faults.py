"""Every fault the import can find, with its words. A code that ends in a column name counts that column.

A fault that rejects takes the row out: it could not be placed or counted. Any other fault leaves the row in;
the value becomes unknown, or is kept and marked.
"""

from dataclasses import dataclass

from berdaya.kernel.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault: the problem as a person would say it, and the remedy."""

    code: str
    problem: str
    advice: str
    severity: Severity = Severity.WARNING
    rejects: bool = False
    per_column: bool = False

    def code_for(self, column: str = "") -> str:
        return f"{self.code}.{column}" if self.per_column and column else self.code

    def finding(self, where: str, column: str = "", detail: str = "") -> Finding:
        problem = f"{self.problem}: {detail}" if detail else self.problem
        return Finding(self.code_for(column), where, problem, self.advice, self.severity)


def _rejecting(code: str, problem: str, advice: str, per_column: bool = False) -> Fault:
    return Fault(code, problem, advice, Severity.ERROR, True, per_column)


def _blocking(code: str, problem: str, advice: str) -> Fault:
    return Fault(code, problem, advice, Severity.ERROR)


def _told(code: str, problem: str, advice: str) -> Fault:
    return Fault(code, problem, advice, Severity.INFO)


_ASK_SOURCE = "Minta pemberi data membetulkan baris itu."
_EXPORT_AS_TEXT = "Minta berkas asli dengan kolom itu sebagai teks; angka yang hilang tidak dapat dipulihkan."

_FILE = (
    _blocking("file.empty", "berkas kosong", "Minta berkas yang berisi data."),
    _blocking(
        "file.kind",
        "jenis berkas tidak dikenal",
        "Pakai CSV, XLSX, XLS, DBF, Parquet, atau zip yang berisi berkas itu.",
    ),
    _blocking("file.broken", "berkas rusak atau terpotong", "Unduh atau salin berkas sekali lagi."),
    _blocking(
        "file.html",
        "berkas ini halaman web (HTML), bukan tabel data",
        "Buka dengan aplikasi lembar kerja, simpan sebagai .xlsx dengan NIK sebagai teks, lalu impor.",
    ),
    _told(
        "file.other_kind",
        "akhiran nama berkas tidak sesuai dengan isinya",
        "Berkas dibaca menurut isinya.",
    ),
    _blocking("file.password", "berkas terkunci sandi", "Simpan ulang tanpa sandi, lalu impor."),
    _blocking(
        "file.bomb",
        "isi berkas jauh lebih besar daripada wajarnya",
        "Simpan ulang data dari aplikasi lembar kerja, tanpa baris dan kolom kosong, lalu impor.",
    ),
    _blocking(
        "file.zip_path",
        "zip menaruh berkas di luar foldernya",
        "Buat zip baru yang berisi berkas data saja, tanpa folder.",
    ),
    _blocking("file.zip_nested", "ada zip di dalam zip", "Buka zip yang di dalam, lalu impor isinya."),
    _blocking("file.zip_many", "zip berisi terlalu banyak berkas", "Pisahkan menjadi beberapa zip."),
    _told("file.ignored", "berkas di dalam zip tidak dibaca", "Tidak perlu tindakan bila itu bukan data."),
    _told("file.encoding", "berkas tidak memakai UTF-8", "Huruf dibaca sebagai Windows-1252; periksa nama."),
    _told("file.utf16", "berkas memakai UTF-16", "Huruf dibaca sebagai UTF-16; tidak perlu tindakan."),
    _blocking(
        "file.long_cell",
        "satu sel berisi lebih dari satu juta huruf",
        "Periksa tanda kutip yang terbuka dan tidak ditutup, lalu simpan ulang berkasnya.",
    ),
    Fault(
        "file.mixed_encodings",
        "baris ditulis dengan dua macam penyandian huruf",
        "Baris yang bukan UTF-8 dibaca sebagai Windows-1252; periksa nama pada baris itu.",
    ),
    _told("file.header_row", "judul kolom tidak di baris pertama", "Baris di atasnya dilewati."),
    _told("sheet.chosen", "buku kerja punya beberapa lembar", "Periksa apakah lembar yang dibaca benar."),
    _told("sheet.merged", "ada sel yang digabung", "Isi sel gabungan dipakai untuk semua barisnya."),
)

_HEADER = (
    _blocking(
        "header.none",
        "judul kolom profil ini tidak ditemukan",
        "Periksa lembar dan profil; `berdaya register profiles` menyebut judul yang dikenal.",
    ),
    _blocking("header.missing", "kolom wajib tidak ada", "Tambahkan kolom itu atau pakai profil lain."),
    _blocking(
        "header.repeated_differs",
        "kolom muncul dua kali dengan isi berbeda",
        "Hapus salah satu kolom dari berkas, lalu impor lagi.",
    ),
    Fault("header.repeated", "kolom muncul dua kali dengan isi sama", "Kolom pertama yang dipakai."),
    _told("header.unknown", "judul kolom tidak dikenal", "Kolom itu tidak diimpor."),
    Fault(
        "header.absent",
        "kolom tidak ada di berkas",
        "Yang dihitung dari kolom itu menjadi tidak tahu.",
    ),
)

_ROW = (
    _rejecting(
        "row.cells",
        "banyaknya sel tidak sama dengan banyaknya judul",
        "Periksa pemisah dan tanda kutip pada baris itu.",
    ),
    _rejecting("row.cut", "baris tidak berisi anggota rumah tangga", _ASK_SOURCE),
    Fault("row.repeated", "baris sama persis dengan baris lain", "Dihitung satu kali; tidak perlu tindakan."),
    _rejecting("household.no_key", "nomor rumah tangga kosong", _ASK_SOURCE),
    _rejecting("household.key_number", "nomor rumah tangga rusak (format angka)", _EXPORT_AS_TEXT),
    Fault(
        "household.key_damaged",
        "nomor rumah tangga rusak (format angka)",
        "Nomor pendek dalam desanya yang dipakai. " + _EXPORT_AS_TEXT,
    ),
    Fault(
        "household.key_form",
        "nomor rumah tangga tidak sepanjang semestinya",
        "Nomor tetap dipakai sebagai kunci; periksa dengan pemberi data.",
    ),
    Fault(
        "household.key_place",
        "nomor rumah tangga menunjuk wilayah lain daripada kode wilayahnya",
        "Kode wilayah yang dipakai; periksa dengan pemberi data.",
    ),
    _rejecting("household.place_differs", "satu rumah tangga tercatat di dua wilayah", _ASK_SOURCE),
    _rejecting("household.rank_differs", "satu rumah tangga punya dua peringkat", _ASK_SOURCE),
    Fault(
        "household.differs",
        "isian rumah tangga berbeda antarbaris anggota",
        "Isian pada baris kepala yang dipakai; tanpa kepala, nomor anggota terkecil; bila masih berbeda, "
        "angka terkecil. Periksa saat pendataan lapangan.",
        per_column=True,
    ),
    _told(
        "household.joined",
        "baris rumah tangga digabung dengan baris anggotanya",
        "Tidak perlu tindakan; yang dihitung adalah baris anggota.",
    ),
    _rejecting(
        "household.listed_again", "rumah tangga ini sudah ada di baris lain tabel rumah tangga", _ASK_SOURCE
    ),
    _rejecting(
        "household.not_listed", "rumah tangga anggota ini tidak ada di tabel rumah tangga", _ASK_SOURCE
    ),
    Fault("household.no_head", "rumah tangga tanpa kepala", "Pendataan lapangan perlu menanyakan kepalanya."),
    Fault("household.two_heads", "rumah tangga dengan lebih dari satu kepala", _ASK_SOURCE),
    Fault(
        "household.members",
        "banyaknya anggota tidak sama dengan jumlah yang tertulis",
        "Yang dihitung adalah anggota yang tercatat.",
    ),
    Fault("member.repeated", "nomor urut anggota dipakai dua kali", _ASK_SOURCE),
)

_VALUE = (
    _rejecting("percentile.text", "peringkat bukan angka", "Tulis angka 1 sampai 100 (desil: 1 sampai 10)."),
    _rejecting(
        "percentile.range",
        "peringkat di luar batas",
        "Persentil 1 sampai 100; desil 1 sampai 10. " + _ASK_SOURCE,
    ),
    Fault(
        "percentile.missing", "rumah tangga tanpa desil", "Terhitung sebagai rumah tangga, tidak dalam desil."
    ),
    Fault(
        "percentile.decile_differs",
        "persentil dan desil satu baris tidak sesuai",
        "Persentil yang dipakai (1-10 = desil 1, 11-20 = desil 2, dan seterusnya). " + _ASK_SOURCE,
    ),
    Fault(
        "register.no_decile",
        "tidak ada satu pun desil dalam berkas",
        "Daftar ini tidak dapat dipakai memilih desa; minta daftar yang berisi peringkat.",
    ),
    _rejecting(
        "code.yes_no", "jawaban ya/tidak bukan 1, 2, 3 atau 4", "Tulis 1 atau 3 = ya, 2 atau 4 = tidak.", True
    ),
    Fault("code.unknown", "kode tidak dikenal", "Isian menjadi tidak tahu. " + _ASK_SOURCE, per_column=True),
    Fault(
        "number.range",
        "angka di luar batas wajar",
        "Isian menjadi tidak tahu. " + _ASK_SOURCE,
        per_column=True,
    ),
    Fault(
        "number.unreadable",
        "isian bukan bilangan bulat",
        "Isian menjadi tidak tahu. " + _ASK_SOURCE,
        per_column=True,
    ),
    Fault(
        "area.unreadable",
        "luas tidak dapat dibaca dengan pasti",
        "Isian menjadi tidak tahu. Tulis m2 tanpa titik ribuan, paling banyak satu angka di belakang koma.",
        per_column=True,
    ),
    Fault(
        "area.cut",
        "luas ditulis dengan lebih dari satu angka di belakang koma",
        "Dibulatkan ke bawah ke sepersepuluh m2; periksa bila luas tiap orang menentukan.",
        per_column=True,
    ),
    _told("register.same_file", "berkas yang sama sudah pernah diimpor", "Periksa apakah ini memang perlu."),
    Fault(
        "papers.ask",
        "tidak dapat dipastikan apakah kartu identitas ditulis sebagai jumlah bit atau pilihan tunggal",
        "Ulangi dengan --identity-style bitsum atau single; sementara itu 3, 4 dan 8 menjadi tidak tahu.",
    ),
    _told(
        "papers.single",
        "kartu identitas ditulis sebagai pilihan tunggal",
        "Bila keliru, ulangi dengan --identity-style bitsum.",
    ),
    Fault(
        "code.shifted",
        "kode tidak ada ditulis 1, bukan 0",
        "Kode digeser satu. Bila keliru, ulangi dengan --none-shift KOLOM=0.",
        per_column=True,
    ),
    Fault(
        "code.school_style",
        "partisipasi sekolah ditulis dengan urutan kode lain daripada profilnya",
        "Bila keliru, ulangi dengan --school-style.",
    ),
)

_IDENTITY = (
    _rejecting("nik.number", "NIK rusak (format angka)", _EXPORT_AS_TEXT),
    Fault("nik.length", "NIK tidak 16 angka", _ASK_SOURCE),
    Fault("nik.letters", "NIK berisi selain angka", _ASK_SOURCE),
    Fault("nik.same_digits", "NIK berisi 16 angka yang sama", _ASK_SOURCE),
    Fault("nik.province", "kode provinsi pada NIK tidak dikenal", _ASK_SOURCE),
    Fault("nik.day", "tanggal lahir pada NIK bukan 1-31 atau 41-71", _ASK_SOURCE),
    Fault("nik.month", "bulan lahir pada NIK bukan 1-12", _ASK_SOURCE),
    Fault("nik.date", "tanggal lahir pada NIK tidak ada di kalender", _ASK_SOURCE),
    Fault("nik.serial", "nomor urut pada NIK 0000", _ASK_SOURCE),
    Fault("nik.sex", "jenis kelamin pada NIK berbeda dengan isian", "Periksa saat pendataan lapangan."),
    Fault("nik.repeated", "NIK dipakai lebih dari satu orang", "Periksa saat pendataan lapangan."),
    Fault(
        "nik.zeros",
        "terlalu banyak NIK berakhir 0; berkas mungkin pernah dibuka sebagai angka",
        _EXPORT_AS_TEXT,
    ),
    _told(
        "nik.age",
        "umur pada NIK berbeda dengan isian",
        "Tanggal pada NIK dapat keliru; umur isian yang dipakai.",
    ),
    _told("nik.missing", "NIK kosong", "Dapat dilengkapi saat pendataan lapangan."),
    Fault("kk.number", "nomor KK rusak (format angka)", _EXPORT_AS_TEXT),
    Fault("kk.form", "nomor KK tidak berbentuk nomor KK", _ASK_SOURCE),
)

_REGION = (
    _rejecting("region.missing", "kode atau nama wilayah kosong", _ASK_SOURCE),
    _rejecting(
        "region.unknown",
        "wilayah tidak ada dalam daftar resmi",
        "Periksa kode dan nama, atau beri tabel padanan dengan --crosswalk.",
    ),
    _rejecting(
        "region.doubtful",
        "wilayah meragukan: namanya hanya mirip, ada di kecamatan lain, atau desanya sudah dibagi",
        "Pastikan sekali dalam berkas --doubts, lalu ulangi dengan --confirmed.",
    ),
    _rejecting(
        "region.ended",
        "desa ini sudah tidak ada, dan penerusnya belum dicatat",
        "Catat desa penerusnya di folder regions, atau beri tabel padanan dengan --crosswalk.",
    ),
    _told(
        "region.taken_over",
        "desa ini sudah digabung atau berganti kode",
        "Rumah tangganya masuk desa penerusnya; lihat dengan: berdaya region successors KODE.",
    ),
    _rejecting(
        "region.elsewhere", "desa berada di kabupaten/kota lain", "Pisahkan baris kabupaten lain itu."
    ),
    _told("region.names_ignored", "nama wilayah berbeda dengan kodenya", "Kode yang dipakai; periksa nama."),
)

CATALOGUE = {f.code: f for f in (*_FILE, *_HEADER, *_ROW, *_VALUE, *_IDENTITY, *_REGION)}


def fault(code: str) -> Fault:
    return CATALOGUE[code]


def found(code: str, where: str, detail: str = "", column: str = "") -> Finding:
    """A finding with the words of the catalogue."""
    return CATALOGUE[code].finding(where, column, detail)
