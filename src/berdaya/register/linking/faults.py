"""What can be wrong with two lists that are to be matched, in words."""

from dataclasses import replace

from berdaya.kernel.findings import Finding, Severity


def no_id(where: str) -> Finding:
    return Finding(
        "link.no_id",
        where,
        "kolom id tidak ada",
        "Tambahkan kolom id: satu nomor atau kode yang berbeda untuk setiap baris.",
    )


def repeated_id(where: str) -> Finding:
    return Finding(
        "link.repeated_id",
        where,
        "id yang sama dipakai pada lebih dari satu baris",
        "Beri setiap baris id sendiri; tanpa itu hasilnya tidak dapat dikembalikan ke barisnya.",
    )


def no_rows(where: str) -> Finding:
    return Finding("link.no_rows", where, "daftar tidak berisi baris", "Periksa lembar dan berkasnya.")


def no_key(where: str, missing: str) -> Finding:
    return Finding(
        "link.no_key",
        where,
        f"tidak ada kolom yang dapat dipakai mengenali orang; yang tidak ada atau kosong: {missing}",
        "Minta daftar dengan NIK, atau dengan nama dan sedikitnya satu dari: tanggal lahir atau umur, "
        "nomor KK, desa.",
    )


def no_common_key(where: str) -> Finding:
    return Finding(
        "link.no_common_key",
        where,
        "tidak ada kolom pengenal yang berisi di kedua daftar",
        "Kedua daftar harus punya NIK, atau nama dan sedikitnya satu dari: tanggal lahir atau umur, "
        "nomor KK, desa.",
    )


def too_many_pairs(where: str, most: str) -> Finding:
    return Finding(
        "link.too_many_pairs",
        where,
        f"pasangan yang harus dibandingkan lebih dari {most}",
        "Cocokkan per kecamatan, atau lengkapi NIK, desa dan tanggal lahir.",
    )


def no_memory() -> Finding:
    return Finding(
        "link.memory",
        "kedua daftar",
        "memori komputer tidak cukup untuk membandingkan semuanya",
        "Tutup program lain, atau cocokkan per kecamatan. Tidak ada yang tersimpan.",
    )


def _note(code: str, where: str, problem: str, advice: str, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(code, where, problem, advice, severity)


def empty_id(where: str) -> Finding:
    return _note("link.empty_id", where, "id kosong", "Baris itu tidak ikut dicocokkan; isi id-nya.")


def nobody_named(where: str) -> Finding:
    return _note(
        "link.no_name", where, "nama dan NIK kosong", "Baris itu tidak dapat dicocokkan; lengkapi namanya."
    )


def absent(where: str, titles: str) -> Finding:
    advice = "Pencocokan berjalan tanpa kolom itu; lebih banyak yang harus diputuskan orang."
    return _note("link.absent", where, f"kolom tidak ada: {titles}", advice, Severity.INFO)


def nik_many(where: str, most: int) -> Finding:
    return _note(
        "link.nik_many",
        where,
        f"satu NIK dipakai untuk lebih dari {most} nama",
        "NIK itu tidak dipakai; mungkin NIK kepala keluarga atau petugas. Minta NIK setiap orang.",
    )


def birth_unread(where: str) -> Finding:
    return _note(
        "link.birth",
        where,
        "tanggal lahir atau umur tidak terbaca",
        "Dianggap tidak tahu. Tulis seperti 31/12/1980 atau umur dalam tahun.",
    )


def sex_unread(where: str) -> Finding:
    return _note("link.sex", where, "jenis kelamin tidak terbaca", "Dianggap tidak tahu. Tulis L atau P.")


def age_without_date(where: str, option: str, day: str) -> Finding:
    return _note(
        "link.age_date",
        where,
        f"tahun lahir dihitung dari umur seolah daftar dibuat pada {day}",
        f"Bila daftar lebih tua, sebut tanggalnya dengan {option}.",
        Severity.INFO,
    )


def village_unknown(where: str) -> Finding:
    return _note(
        "link.village",
        where,
        "kode desa tidak ada dalam daftar resmi",
        "Desanya dianggap tidak tahu; periksa kodenya.",
    )


def rule_left_out(rule: str, pairs: str) -> Finding:
    return _note(
        "link.wide_rule",
        f"pasangan dengan {rule}",
        f"terlalu banyak ({pairs} pasangan), jadi tidak dibandingkan",
        "Sebagian orang mungkin tidak ditemukan. Cocokkan per kecamatan untuk membandingkan semuanya.",
    )


def same_file(where: str) -> Finding:
    return _note(
        "link.same_file",
        where,
        "kedua daftar adalah berkas yang sama",
        "Hasilnya mencocokkan daftar dengan dirinya sendiri. Sebut daftar penerima dahulu, lalu register.",
    )


def nobody_found(where: str) -> Finding:
    return _note(
        "link.none",
        where,
        "tidak satu pun baris cocok dengan orang di daftar kedua",
        "Periksa apakah kedua daftar dari wilayah yang sama dan kolomnya terbaca benar.",
    )


def of_list(finding: Finding, side: str) -> Finding:
    """The finding of one of the two lists, told apart by its code: `a.nik.length`."""
    return replace(finding, code=f"{side.lower()}.{finding.code}")
