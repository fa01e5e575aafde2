"""Forms of this room: what was typed or uploaded. Whether it is allowed, the services say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from django import forms

from berdaya.access.clock import zones
from berdaya.access.form_fields import day_field
from berdaya.access.forms import OfficeForm
from berdaya.access.places import place_exists
from berdaya.kernel.findings import Refused
from berdaya.kernel.sexes import BySex
from berdaya.meeting.printing import Hands, Signer
from berdaya.meeting.rules.forums import Forum, Item
from berdaya.meeting.rules.invitees import Invitee, invitees_from
from berdaya.meeting.rules.records import CONSENSUS, Record, lines
from berdaya.meeting.services.attending import Named
from berdaya.meeting.services.planning import Plan
from berdaya.meeting.services.steps import CHANGED

SPARE_ROWS = 2
MOST_AGENDA = 40
_SEXES = {"l": False, "laki-laki": False, "lk": False, "p": True, "perempuan": True, "pr": True}


def _text(label: str, help_text: str = "", required: bool = True, most: int = 120, **attrs: str) -> Any:
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=most, widget=forms.TextInput(attrs)
    )


def _clock(label: str, help_text: str = "", required: bool = True) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        help_text=help_text,
        required=required,
        input_formats=["%H:%M", "%H.%M"],
        error_messages={"invalid": "Tulis jam seperti 19.00."},
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
    )


def _area(label: str, help_text: str = "", rows: int = 3, most: int = 6000) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=most,
        widget=forms.Textarea({"rows": rows}),
    )


class MeetingForm(OfficeForm):
    """A form that knows which version of the meeting it was filled in for.

    Sent back for a slip of the pen it keeps that version, so that nobody's change in between is overwritten
    unseen. Once somebody was told of such a change, it is the version of now that he answers.
    """

    fresh = False

    def tell(self, refused: Refused, **fields: str) -> None:
        self.fresh = any(one.code == CHANGED for one in refused.findings)
        super().tell(refused, **fields)


class PlanForm(MeetingForm):
    """Where and when; what is left empty follows the forum."""

    territory: Any = _text("Kode wilayah", "RT ditulis lengkap, misalnya 35.73.01.1001.002.003.", most=21)
    day = day_field("Hari dan tanggal")
    starts = _clock("Mulai pukul", "Menurut waktu setempat.")
    ends = _clock("Selesai pukul", "Kosongkan: dihitung dari menit acara.", required=False)
    place = _text("Tempat", "Gedung atau rumah, dan RT-nya.", most=200)
    convener = _text("Pengundang", "Jabatan atau lembaga, misalnya Lurah atau Pokmas Mawar.")
    year = forms.IntegerField(label="Untuk tahun anggaran", min_value=2015, max_value=2100)
    title = _text("Nama pertemuan", "Kosongkan: jenis dan wilayahnya.", required=False, most=160)

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], fixed: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if fixed:
            del self.fields["territory"]
        elif places:
            choices = [("", "Pilih wilayah"), *places] if len(places) > 1 else places
            field = forms.ChoiceField(label="Wilayah", choices=choices)
            field.error_messages |= {"required": "Pilih wilayah.", "invalid_choice": "Pilih dari daftar."}
            field.widget.attrs |= {"id": "territory", "class": "form-select"}
            self.fields["territory"] = field
            self.order_fields(list(PlanForm.base_fields))

    def clean_territory(self) -> str:
        code = str(self.cleaned_data["territory"]).strip().rstrip(".")
        if not code or not place_exists(code):
            raise forms.ValidationError("Kode wilayah itu tidak dikenal. Periksa titik dan angkanya.")
        return code

    def plan(self, forum: Forum, territory: str = "", **more: Any) -> Plan:
        given = self.cleaned_data
        code = territory or given["territory"]
        zone = zones().of(code)
        ends = given["ends"]
        return Plan(
            forum=forum.code,
            territory=code,
            starts_at=datetime.combine(given["day"], given["starts"], tzinfo=zone),
            ends_at=datetime.combine(given["day"], ends, tzinfo=zone) if ends else None,
            place=given["place"],
            convener=given["convener"],
            year=given["year"],
            title=given["title"],
            **more,
        )


class AgendaForm(MeetingForm):
    """The agenda in rows of minutes and what; an empty row is left out."""

    def __init__(self, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.many = min(MOST_AGENDA, max(len(items) + SPARE_ROWS, self._sent()))
        for n in range(self.many):
            item = items[n] if n < len(items) else None
            minutes = forms.IntegerField(
                label=f"Menit acara {n + 1}",
                required=False,
                min_value=1,
                max_value=1440,
                initial=item.minutes if item else None,
                widget=forms.TextInput({"inputmode": "numeric", "id": f"minutes-{n}"}),
                error_messages={"invalid": f"Menit acara {n + 1} bukan angka."},
            )
            minutes.widget.attrs["class"] = "form-control"
            what = _text(f"Acara {n + 1}", required=False, most=160, id=f"what-{n}")
            what.initial = item.what if item else ""
            what.widget.attrs["class"] = "form-control"
            self.fields |= {f"minutes_{n}": minutes, f"what_{n}": what}

    def _sent(self) -> int:
        return sum(name.startswith("what_") for name in self.data)

    def rows(self) -> Iterator[tuple[int, forms.BoundField, forms.BoundField]]:
        for n in range(self.many):
            yield n + 1, self[f"minutes_{n}"], self[f"what_{n}"]

    def items(self) -> list[Item]:
        given = self.cleaned_data
        rows = [(given[f"minutes_{n}"], given[f"what_{n}"].strip()) for n in range(self.many)]
        return [Item(minutes or 0, what) for minutes, what in rows if minutes or what]


class InviteesForm(MeetingForm):
    """One text for each group; one line is one body."""

    def __init__(
        self, *args: Any, groups: Mapping[str, str], given: Mapping[str, Iterable[str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups
        for group, words in groups.items():
            names = list(given.get(group, ()))
            field = _area(words, rows=min(12, max(2, len(names) + 1)), most=40_000)
            field.initial = "\n".join(names)
            field.widget.attrs |= {"id": group, "class": "form-control"}
            self.fields[group] = field

    def invitees(self, places: Mapping[str, str]) -> list[Invitee]:
        return invitees_from({group: lines(self.cleaned_data[group]) for group in self.groups}, places)


class CountForm(MeetingForm):
    """L and P of each group, of those who spoke and of the delegates; empty is nobody."""

    def __init__(
        self,
        *args: Any,
        groups: Mapping[str, str],
        counts: Mapping[str, BySex],
        others: Mapping[str, tuple[str, BySex | None]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.groups, self.others = groups, others
        for group, words in groups.items():
            self._pair(group, words, counts.get(group))
        for name, (words, people) in others.items():
            self._pair(name, words, people)

    def _pair(self, name: str, words: str, people: BySex | None) -> None:
        for sex, letter in (("men", "L"), ("women", "P")):
            field = forms.IntegerField(
                label=f"{words}, {letter}",
                required=False,
                min_value=0,
                max_value=99_999,
                initial=getattr(people, sex) if people is not None else None,
                widget=forms.TextInput(
                    {"inputmode": "numeric", "autocomplete": "off", "id": f"{name}-{sex}", "size": "3"}
                ),
                error_messages={"invalid": f"{words}: tulis angka bulat untuk {letter}."},
            )
            field.widget.attrs["class"] = "form-control"
            self.fields[f"{name}_{sex}"] = field

    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        return [(words, self[f"{g}_men"], self[f"{g}_women"]) for g, words in self.groups.items()]

    def other_rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        return [(words, self[f"{n}_men"], self[f"{n}_women"]) for n, (words, _) in self.others.items()]

    def counts(self) -> dict[str, BySex]:
        found = {group: self._people(group) for group in self.groups}
        return {group: people for group, people in found.items() if people is not None}

    def other(self, name: str) -> BySex | None:
        return self._people(name) if name in self.others else None

    def _people(self, name: str) -> BySex | None:
        men, women = self.cleaned_data[f"{name}_men"], self.cleaned_data[f"{name}_women"]
        return None if men is None and women is None else BySex(men or 0, women or 0)


class NamesForm(MeetingForm):
    """People by name, one line each: name; L or P; body; other groups."""

    group = forms.ChoiceField(label="Unsur yang diwakili")
    people = _area(
        "Nama peserta",
        "Satu baris satu orang: nama; L atau P; RT/RW atau lembaga; unsur lain. Dua yang pertama wajib.",
        rows=8,
        most=20_000,
    )

    def __init__(self, *args: Any, groups: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups
        cast(forms.ChoiceField, self.fields["group"]).choices = list(groups.items())
        self.fields["people"].required = True

    def clean_people(self) -> list[Named]:
        found, wrong = [], []
        for number, line in enumerate(self.cleaned_data["people"].splitlines(), start=1):
            if not line.strip():
                continue
            named = self._named(line)
            if named is None:
                wrong.append(f"Baris {number}: tulis nama; L atau P.")
            else:
                found.append(named)
        if wrong:
            raise forms.ValidationError(wrong[:5])
        return found

    def _named(self, line: str) -> Named | None:
        parts = [part.strip() for part in line.split(";")] + [""] * 4
        sex = _SEXES.get(parts[1].casefold())
        if not parts[0] or sex is None or len(parts[2]) > 120:
            return None
        also = tuple(word for word in parts[3].casefold().replace(",", " ").split() if word in self.groups)
        return Named(parts[0], sex, str(self.cleaned_data.get("group", "")), also, parts[2])


class CloseForm(MeetingForm):
    """When it ended; and, without a quorum, that it was held all the same."""

    ends = _clock("Selesai pukul", "Menurut waktu setempat.")
    held_anyway = forms.BooleanField(
        label="Tidak kuorum; diadakan sebagai rembug lanjutan. Berita acara menyebutnya.", required=False
    )

    def __init__(self, *args: Any, without_quorum: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not without_quorum:
            del self.fields["held_anyway"]


class MinutesForm(MeetingForm):
    """What was said on each point, what was decided, what was not and why."""

    decisions = _area("Yang disepakati", "Satu baris satu keputusan.", rows=5)
    rejected = _area(
        "Yang tidak disepakati, dengan alasannya",
        "Satu baris satu usulan, misalnya: Paving gang 3: di luar kewenangan kelurahan.",
    )
    actions = _area("Tindak lanjut", "Satu baris: apa, siapa, paling lambat kapan.")
    sources = _area("Dokumen yang dipakai", "Misalnya: daftar usulan tahun lalu, pagu indikatif.", rows=2)
    rule = _text("Cara memutuskan", most=160)

    def __init__(self, *args: Any, points: Sequence[str], record: Record, **kwargs: Any) -> None:
        said = dict(record.items)
        self.points = [*points, *[what for what in said if what not in points]]
        initial = {
            name: "\n".join(getattr(record, name)) for name in ("decisions", "rejected", "actions", "sources")
        }
        initial |= {f"said_{n}": said.get(what, "") for n, what in enumerate(self.points)}
        super().__init__(*args, initial=initial | {"rule": record.rule or CONSENSUS}, **kwargs)
        for n, what in enumerate(self.points):
            field = _area(what, rows=3)
            field.widget.attrs |= {"id": f"said-{n}", "class": "form-control"}
            self.fields[f"said_{n}"] = field
        self.order_fields([f"said_{n}" for n in range(len(self.points))])

    def record(self) -> Record:
        given = self.cleaned_data
        return Record(
            items=tuple(
                (what, given[f"said_{n}"].replace("\r\n", "\n").strip()) for n, what in enumerate(self.points)
            ),
            decisions=lines(given["decisions"]),
            rejected=lines(given["rejected"]),
            actions=lines(given["actions"]),
            sources=lines(given["sources"]),
            rule=given["rule"].strip(),
        )


class PaperForm(MeetingForm):
    """Number, day, chair and who signs; names may stay empty and be written by hand."""

    number = _text("Nomor", "Kosongkan bila kantor ini punya buku nomor.", required=False, most=80)
    date = day_field("Tanggal naskah")
    town = _text("Ditandatangani di", required=False)
    chair = _text("Pimpinan rapat", required=False, autocomplete="off")
    scribe = _text("Notulis", required=False, autocomplete="off")

    def __init__(self, *args: Any, titles: Sequence[str], hands: Hands, led: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.titles = titles
        known = {signer.title: signer for signer in hands.signers}
        for name in ("town", "chair", "scribe"):
            self.fields[name].initial = getattr(hands, name) or self.fields[name].initial
        if not led:
            del self.fields["chair"], self.fields["scribe"]
        for n, title in enumerate(titles):
            signer = known.get(title, Signer(title))
            for kind, words, was in (("name", title, signer.name), ("nip", f"NIP {title}", signer.nip)):
                field = _text(words, required=False, most=80, autocomplete="off", id=f"{kind}-{n}")
                field.initial = was
                field.widget.attrs["class"] = "form-control"
                self.fields[f"{kind}_{n}"] = field

    def heads(self) -> list[forms.BoundField]:
        return [self[name] for name in ("number", "date", "town", "chair", "scribe") if name in self.fields]

    def signers(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"name_{n}"], self[f"nip_{n}"]) for n in range(len(self.titles))]

    def hands(self) -> Hands:
        given = self.cleaned_data
        signers = tuple(
            Signer(title, given[f"name_{n}"].strip(), given[f"nip_{n}"].strip())
            for n, title in enumerate(self.titles)
        )
        return Hands(given.get("chair", ""), given.get("scribe", ""), given["town"], signers)


class ReasonForm(MeetingForm):
    reason = _text("Alasan", "Satu kalimat, misalnya: hujan deras, diundang lagi pekan depan.", most=200)
