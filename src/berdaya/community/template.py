"""The empty table of bodies, with a sheet that says how to fill it in."""

from collections.abc import Sequence
from typing import Final

from berdaya.documents.reading import Column
from berdaya.documents.remarks import plain_workbook
from berdaya.region.rules.codes import Level
from berdaya.region.rules.neighbourhoods import NO_RW

COLUMNS: Final = (
    Column("jenis", ("jenis_lembaga", "lembaga"), required=True),
    Column("kode", ("kode_desa", "kode_wilayah", "kode_kelurahan")),
    Column("rt", ("nomor_rt", "no_rt")),
    Column("rw", ("nomor_rw", "no_rw")),
    Column("nama", ("nama_lembaga",)),
    Column("ketua", ("nama_ketua",)),
    Column("jk", ("jenis_kelamin", "l/p", "l_p", "kelamin")),
    Column("telepon", ("nomor_telepon", "no_hp", "hp")),
    Column("periode_ke", ("periode", "masa_jabatan_ke")),
    Column("sekretaris", ("nama_sekretaris",)),
    Column("jk_sekretaris", ("l/p_sekretaris", "kelamin_sekretaris")),
    Column("bendahara", ("nama_bendahara",)),
    Column("jk_bendahara", ("l/p_bendahara", "kelamin_bendahara")),
    Column("mulai", ("mulai_menjabat", "tanggal_mulai", "tmt")),
    Column("berakhir", ("tanggal_berakhir", "sampai")),
    Column("dasar", ("nomor_sk", "sk", "keputusan", "dasar_hukum")),
    Column("kk", ("jumlah_kk", "kepala_keluarga")),
    Column("kk_miskin", ("jumlah_kk_miskin", "keluarga_miskin")),
    Column("per_tanggal", ("tanggal_data", "keadaan_per")),
    Column("sumber", ("sumber_data",)),
)
NOTES: Final = (
    "Satu baris satu lembaga. Hanya kolom jenis yang selalu wajib; kolom lain diisi bila diketahui.",
    "jenis: RT, RW, LPMK, PKK, Karang Taruna, Posyandu atau Pokmas.",
    "kode: kode desa/kelurahan, hanya bila berkas ini memuat lebih dari satu desa/kelurahan.",
    "rt, rw: nomornya saja, misalnya 3 dan 2. Kosongkan rw bila desa tidak memakai RW.",
    "nama: nama Pokmas atau Posyandu. RT dan RW tidak perlu nama.",
    "ketua, jk: nama ketua dan L atau P. Keduanya diisi atau keduanya kosong.",
    "periode_ke: 1, 2, … bila ketua pernah menjabat sebelum dicatat di kantor ini.",
    "sekretaris, bendahara: nama dan L/P-nya, bila diketahui; keduanya diisi atau keduanya kosong.",
    "mulai, berakhir: masa bakti menurut keputusan, misalnya 01/02/2024. Berakhir boleh kosong: lima tahun.",
    "dasar: nomor dan tanggal keputusan pengangkatan.",
    "kk, kk_miskin: hanya untuk RT, RW dan Pokmas, dengan per_tanggal dan sumber.",
    "Nama dan telepon disandikan di kantor ini; berkas unggahan dimusnahkan sesudah dicatat.",
)


def template(rows: Sequence[Sequence[str]] = ()) -> bytes:
    """An empty table with a sheet that says how to fill it in. `rows` may hold what is known already."""
    head = [column.name for column in COLUMNS]
    return plain_workbook(head, [(*row, *[""] * (len(head) - len(row))) for row in rows], NOTES)


def known_row(kind: str, territory: str, name: str) -> list[str]:
    """What is known of a body, as the table writes it: kind, numbers and name. Nobody's name."""
    parts = territory.split(".")[Level.VILLAGE.depth :]
    rw = str(int(parts[0])) if parts and parts[0] != NO_RW else ""
    rt = str(int(parts[1])) if len(parts) > 1 else ""
    title = {"rt": "RT", "rw": "RW", "lpmk": "LPMK", "pkk": "PKK"}.get(kind, kind.replace("_", " ").title())
    own = "" if kind in ("rt", "rw") else name
    return [title, "", rt, rw, own]
