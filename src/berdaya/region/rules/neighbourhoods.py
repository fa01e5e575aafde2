"""RW and RT below a village: `33.27.04.2010` + RW 3 + RT 2 = `33.27.04.2010.003.002`. A dusun is a name."""

from berdaya.kernel.addresses import parse_rt_rw
from berdaya.kernel.findings import Finding, Refused
from berdaya.region.rules.codes import Level, has_form, level_of

NO_RW = "000"


def rt_code(village: str, rt: str | int, rw: str | int = NO_RW) -> str:
    """The code of an RT; RW 000 where the village has none. Refused when a number cannot be one."""
    code = f"{village}.{_three_digits(rw)}.{_three_digits(rt)}"
    if not has_form(code) or level_of(village) is not Level.VILLAGE:
        raise Refused(_no_rt(f"RT {rt}/RW {rw}"))
    return code


def read_rt(village: str, text: str) -> str:
    """The code of an RT as people write it: `RT 3/RW 1`, `003/001` (RT first), `RT 03` without an RW."""
    found = parse_rt_rw(text)
    if found is None or found.rt is None:
        raise Refused(_no_rt(text.strip()[:32]))
    return rt_code(village, found.rt, found.rw or NO_RW)


def neighbourhood_title(code: str) -> str:
    """`RT 002/RW 003`, `RW 003`, or `RT 002` where there is no RW; "" above them."""
    parts = code.split(".")[Level.VILLAGE.depth :]
    rw = f"RW {parts[0]}" if parts and parts[0] != NO_RW else ""
    rt = f"RT {parts[1]}" if len(parts) > 1 else ""
    return "/".join(word for word in (rt, rw) if word) or ("tanpa RW" if parts else "")


def _three_digits(number: str | int) -> str:
    digits = str(number).strip()
    return f"{int(digits):03}" if digits.isascii() and digits.isdigit() else digits


def _no_rt(text: str) -> Finding:
    return Finding(
        "region.rt_form",
        text,
        "nomor RT atau RW tidak terbaca, atau di luar 1 sampai 999",
        "Tulis seperti RT 3/RW 1 atau 003/001 (RT dulu).",
    )
