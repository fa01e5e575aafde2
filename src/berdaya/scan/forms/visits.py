"""Forms of a visit, one for each step. Nothing is asked twice, and nothing has to be answered."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from berdaya.access.form_fields import CountField, day_field
from berdaya.access.forms import OfficeForm
from berdaya.scan.rules.field import Answers, Person
from berdaya.scan.rules.questions import Question
from berdaya.scan.rules.visits import Outcome

OPEN = "belum ditanya"
FEW = 4
SEX = ((1, "L"), (2, "P"))


class DoorForm(OfficeForm):
    """What was found at the door."""

    outcome = forms.ChoiceField(label="Keadaan rumah tangga", widget=forms.RadioSelect)
    day = day_field("Hari kunjungan")
    note = forms.CharField(
        label="Keterangan",
        required=False,
        max_length=600,
        widget=forms.Textarea({"rows": 2}),
        help_text="Wajib bila tidak dapat ditanyai: dari siapa Anda tahu. Disimpan tersandi.",
    )

    def __init__(self, *args: Any, outcomes: Sequence[Outcome], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.key, one.words[:1].upper() + one.words[1:]) for one in outcomes]
        field.error_messages["required"] = "Pilih keadaan rumah tangga."


class AnswersForm(OfficeForm):
    """Questions as fields; beside each stands what the register says. Empty is "not asked"."""

    def ask(
        self,
        name: str,
        question: Question,
        value: int | None,
        register: int | None = None,
        tenths: int | None = None,
    ) -> None:
        """One question more. `register` (with its `tenths`) is its answer, None where it is silent."""
        field = _field(question)
        field.initial = "" if value is None else str(value)
        field.widget.attrs |= {"id": name}
        if isinstance(field.widget, forms.Select) and not isinstance(field.widget, forms.RadioSelect):
            field.widget.attrs["class"] = "form-select"
        elif not isinstance(field.widget, forms.RadioSelect):
            field.widget.attrs["class"] = "form-control"
        field.told = "" if register is None else question.words(register, tenths)
        self.fields[name] = field

    def number(self, name: str) -> int | None:
        value = self.cleaned_data.get(name)
        return None if value in (None, "") else int(value)


def _field(question: Question) -> Any:
    if not question.options:
        label = f"{question.title} ({question.unit})" if question.unit else question.title
        return CountField(label=label, required=False, least=question.least, most=question.most)
    few = len(question.options) < FEW
    choices = [(str(value), words) for value, words in question.options]
    empty = [("", OPEN)]
    return forms.ChoiceField(
        label=question.title,
        required=False,
        choices=[*choices, *empty] if few else [*empty, *choices],
        widget=forms.RadioSelect if few else forms.Select,
    )


class FactsForm(AnswersForm):
    """Questions about the whole household."""

    def __init__(
        self,
        *args: Any,
        questions: Sequence[Question],
        register: Mapping[str, int | None],
        answers: Answers,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._keys = [question.key for question in questions]
        self._tenths = {question.key: question.tenths for question in questions if question.tenths}
        self._answered = answers.facts
        for question in questions:
            there = register.get(question.key), register.get(question.tenths)
            self.ask(question.key, question, answers.facts.get(question.key), *there)

    def typed(self) -> dict[str, int | None]:
        """The answers; tenths taken over from the register stay only while the number above them does."""
        found = {key: self.number(key) for key in self._keys}
        for key, tenths in self._tenths.items():
            same = found[key] is not None and found[key] == self._answered.get(key)
            found[tenths] = self._answered.get(tenths) if same else None
        return found

    def same_as_register(self, register: Mapping[str, int | None]) -> dict[str, int | None]:
        """What was typed, and where nothing was, what the register says, to the tenth."""
        found = self.typed()
        for key in self._keys:
            if found[key] is None:
                for name in filter(None, (key, self._tenths.get(key))):
                    found[name] = register.get(name)
        return found


class PeopleForm(AnswersForm):
    """Questions about each member, in groups; a new member may be added by age and sex."""

    def __init__(
        self, *args: Any, persons: Sequence[Person], names: Sequence[str], answers: Answers, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._persons = persons
        self._names = names
        for person in persons:
            given = answers.people[person.number] if person.number < len(answers.people) else {}
            for question in person.questions:
                there = None if person.added else question.told(person.member)
                self.ask(_name(person, question), question, given.get(question.key), there)
        self.ask("new-sex", Question("sex", "Anggota yang belum tercatat", SEX), None)
        self.ask("new-age", Question("age", "Umurnya (tahun)", least=0, most=120), None)

    def groups(self) -> list[tuple[str, str, list[Any]]]:
        """Heading, what is known, fields: one group for each member."""
        found = []
        for person in self._persons:
            name = self._names[person.number] if person.number < len(self._names) else ""
            relation = "anggota baru" if person.added else ""
            fields = [self[_name(person, question)] for question in person.questions]
            words = ", ".join(filter(None, (person.words, relation)))
            found.append((name or f"Anggota {person.number + 1}", words, fields))
        return found

    def newcomer(self) -> list[Any]:
        return [self["new-sex"], self["new-age"]]

    def typed(self, answers: Answers) -> tuple[dict[str, int], ...]:
        """The answers by member, with the one who was added."""
        found: list[dict[str, int]] = []
        for person in self._persons:
            given = {
                question.key: value
                for question in person.questions
                if (value := self.number(_name(person, question))) is not None
            }
            if person.added:
                base = answers.people[person.number]
                given |= {key: base[key] for key in ("age", "sex") if key in base}
            found.append(given)
        age, sex = self.number("new-age"), self.number("new-sex")
        return (*found, {"age": age, "sex": sex}) if age is not None and sex is not None else tuple(found)

    def same_as_register(self, answers: Answers) -> tuple[dict[str, int], ...]:
        """What was typed, and where nothing was, what the register says."""
        found = self.typed(answers)
        for person in self._persons:
            if person.added:
                continue
            for question in person.questions:
                there = question.told(person.member)
                if there is not None:
                    found[person.number].setdefault(question.key, there)
        return found


def _name(person: Person, question: Question) -> str:
    return f"m{person.number}-{question.key}"


class ReasonsForm(OfficeForm):
    """Why the field differs: one choice for each difference."""

    def __init__(
        self,
        *args: Any,
        found: Sequence[Any],
        reasons: Mapping[str, str],
        chosen: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._found = found
        for one in found:
            field = forms.ChoiceField(
                label=one.title,
                required=False,
                choices=[("", "Pilih alasannya"), *reasons.items()],
                initial=chosen.get(one.key, ""),
                widget=forms.Select({"class": "form-select", "id": one.key.replace(":", "-")}),
            )
            self.fields[one.key] = field

    def rows(self) -> list[tuple[Any, Any]]:
        return [(one, self[one.key]) for one in self._found]

    def typed(self) -> dict[str, str]:
        return {key: value for key, value in self.cleaned_data.items() if value}


class ReturnForm(OfficeForm):
    reason = forms.CharField(
        label="Yang perlu diperbaiki",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text="Tanpa nama warga: pesan ini masuk kotak masuk pengisinya.",
    )
