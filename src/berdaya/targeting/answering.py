"""A worked-out selection as the one JSON object of `select`, which the other commands and papers read.

Ratios are exact ("a/b"); scores of M2 and M3 are decimals of 12 places; an index is text with 4 decimals.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from berdaya import __version__
from berdaya.kernel.digests import digest_of
from berdaya.kernel.shares import as_ratio, round_half_up
from berdaya.targeting.inputs.gathering import Gathered
from berdaya.targeting.inputs.setting import Setting
from berdaya.targeting.rules.agreement import kendall_tau_b
from berdaya.targeting.rules.changes import Change
from berdaya.targeting.rules.coverage import Coverage, coverage, coverage_by_kecamatan
from berdaya.targeting.rules.outcome import Outcome
from berdaya.targeting.rules.places import Stratum, Unit
from berdaya.targeting.rules.reasons import Telling, tipping_sentence, tipping_words
from berdaya.targeting.rules.request import Policy
from berdaya.targeting.rules.scores import Method, Score
from berdaya.targeting.rules.selection import Ranked, Selection
from berdaya.targeting.rules.sensitivity import Firmness
from berdaya.targeting.rules.stability import Move

FORM = 1
Json = dict[str, Any]


def answer(outcome: Outcome, gathered: Gathered, setting: Setting, policy: Policy) -> Json:
    """Everything about a selection. `selected` is the computed list, `decided` the one after people spoke."""
    parts = _Answer(outcome, gathered, setting, policy, _tellings(outcome, policy))
    return {
        "selected": [parts.chosen(r) for r in outcome.selected],
        "near_misses": [parts.near_miss(r) for r in outcome.near_misses],
        "coverage": parts.coverage(),
        "sensitivity": parts.sensitivity(),
        "decided": parts.decided(),
        "changes": [change_as_json(c) for c in outcome.changes],
        **parts.about(),
        "methods": parts.methods(),
        "stability": {
            s.code: {"move": s.move, "times_beyond": s.times_beyond} for s in outcome.steps.values()
        },
        "places": [parts.place(r) for r in outcome.selection.ranked],
    }


def _tellings(outcome: Outcome, policy: Policy) -> dict[Stratum, Telling]:
    return {stratum: outcome.telling(stratum, policy) for stratum in outcome.selection.rankings}


def shown_score(score: Score) -> str:
    return as_ratio(score) if isinstance(score, Fraction) else f"{score:f}"


def shown_gap(last: Ranked, ranked: Ranked) -> str:
    """How far a score lies behind that of the last place within the seats, exact under M1."""
    gap = Fraction(last.score) - Fraction(ranked.score)
    return as_ratio(gap) if isinstance(ranked.score, Fraction) else f"{round_half_up(gap, 12):f}"


def _ratio(value: Fraction | None) -> str | None:
    return None if value is None else as_ratio(value)


def change_as_json(change: Change) -> Json:
    return {
        "code": change.code,
        "action": change.kind.value,
        "reason": change.reason,
        "proposer": change.proposer,
        "meeting": change.meeting,
    }


@dataclass(frozen=True, slots=True)
class _Answer:
    outcome: Outcome
    gathered: Gathered
    setting: Setting
    policy: Policy
    tellings: Mapping[Stratum, Telling]

    # ---------- rows ----------

    def place(self, ranked: Ranked) -> Json:
        """A place with its rank and figures, without words."""
        place, verdict = ranked.place, self.gathered.index.verdicts.get(ranked.place.code)
        found = self.outcome.sensitivity
        return {
            "code": place.code,
            "name": place.name,
            "kecamatan": self.setting.gazetteer.kecamatan_of(place.code).name,
            "stratum": place.stratum,
            "rank": ranked.rank,
            "score": shown_score(ranked.score),
            "N": place.n,
            **self.households(place.code),
            "idm": None if place.index is None else f"{place.index:.4f}",
            "status": None if verdict is None else verdict.status,
            "households": place.whole,
            "listed": place.listed,
            "share": _ratio(place.rate),
            "share_of_listed": _ratio(place.rate_of_listed),
            "red": place.red,
            "index_missing": place.stratum is Stratum.DESA and place.index is None,
            "class": found.firmness[place.code],
            "f": as_ratio(found.share(place.code)),
            "lists": found.times[place.code],
            "selected": place.code in self.outcome.computed,
            "decided": place.code in self.outcome.decided,
        }

    def households(self, code: str) -> Json:
        """Where persons are counted, also their households: few of these are not printed either."""
        if self.outcome.request.unit is Unit.HOUSEHOLDS:
            return {}
        known = {place.code: place.n for place in self.gathered.in_other_unit or ()}
        return {"decile1_households": known.get(code)}

    def chosen(self, ranked: Ranked) -> Json:
        return self.place(ranked) | {
            "reason": self.tellings[ranked.place.stratum].reason(ranked),
            "tipping": self.tipping(ranked),
        }

    def near_miss(self, ranked: Ranked) -> Json:
        """Also by how much it missed: its score against that of the last place within the seats."""
        stratum = ranked.place.stratum
        ranking, seats = self.outcome.selection.rankings[stratum], self.outcome.selection.seats[stratum]
        return self.chosen(ranked) | {"gap": shown_gap(ranking[seats - 1], ranked) if seats else None}

    def tipping(self, ranked: Ranked) -> Json | None:
        code = ranked.place.code
        if code not in self.outcome.tippings:
            return None
        tipping = self.outcome.tippings[code]
        inside = ranked.place.code in self.outcome.selection.codes
        return {
            "weight": None if tipping is None else as_ratio(tipping.weight),
            "change": None if tipping is None else as_ratio(tipping.change),
            "words": tipping_words(tipping),
            "sentence": tipping_sentence(tipping, inside, code in self.outcome.computed),
        }

    def decided(self) -> list[Json]:
        """The list to be decreed: who stands on it, by which way, and what the next edition compares with."""
        earlier = self.outcome.incumbents
        rows = []
        for ranked in self.outcome.selection.ranked:
            place, step = ranked.place, self.outcome.steps.get(ranked.place.code)
            if place.code not in self.outcome.decided:
                continue
            stays = step is not None and step.move is not Move.ENTERS and place.code in earlier
            rows.append(
                {
                    "code": place.code,
                    "name": place.name,
                    "stratum": place.stratum,
                    "rank": ranked.rank,
                    "N": place.n,
                    "source": "computed" if place.code in self.outcome.computed else "added",
                    "base_N": earlier[place.code].base_n if stays else place.n,
                    "times_beyond": step.times_beyond if step is not None else 0,
                }
            )
        return rows

    # ---------- about the whole ----------

    def about(self) -> Json:
        request, index, source = self.outcome.request, self.gathered.index, self.gathered.source
        colouring = self.gathered.colouring
        rules = [self.policy.selection, self.policy.sensitivity, self.policy.publication, index.rule]
        return {
            "form": FORM,
            "software": __version__,
            "district": {"code": request.district, "name": self.setting.title},
            "on": request.on.isoformat(),
            "method": {
                "code": request.method,
                "name": self.policy.selection.values["methods"][request.method],
                "weight": as_ratio(request.weight),
            },
            "seats": {
                "total": request.seats.total,
                "desa": self.outcome.selection.seats.get(Stratum.DESA, 0),
                "kelurahan": self.outcome.selection.seats.get(Stratum.KELURAHAN, 0),
                "fixed": request.seats.fixed is not None,
            },
            "unit": self.unit(),
            "index": {"name": index.short_name, "year": index.year, "title": index.title},
            "register": {"name": source.name, "edition": source.edition, "sha256": source.digest},
            "colour": None
            if colouring is None
            else {
                "rule": colouring.rule,
                "metric": colouring.metric,
                "limits": [as_ratio(limit) for limit in colouring.limits],
            },
            "rules": [{"key": rule.key, "source": rule.source, "standing": rule.standing} for rule in rules],
            "input_digest": self.input_digest(),
        }

    def input_digest(self) -> str:
        """One fingerprint of all that decides the list; who has it can check that nothing was changed."""
        request = self.outcome.request
        facts = [
            [p.code, p.n, p.whole, None if p.index is None else str(p.index), p.red]
            for p in self.gathered.places
        ]
        fixed = request.seats.fixed
        asked = [
            request.district,
            request.method,
            as_ratio(request.weight),
            request.unit,
            request.seats.total,
            None if fixed is None else {str(s): n for s, n in fixed.items()},
            self.outcome.sensitivity.seed,
        ]
        return digest_of([facts, asked, self.policy.selection.digest, self.policy.sensitivity.digest])

    def unit(self) -> Json:
        """Households or persons, and how many seats would change hands under the other."""
        used, other = self.outcome.request.unit, self.outcome.other_unit
        differ = None if other is None else sorted(self.outcome.selection.codes - other.codes)
        return {
            "used": used,
            "other": Unit.PERSONS if used is Unit.HOUSEHOLDS else Unit.HOUSEHOLDS,
            "seats_differ": None if differ is None else len(differ),
            "only_here": differ,
            "only_there": None if other is None else sorted(other.codes - self.outcome.selection.codes),
        }

    def coverage(self) -> Json:
        places, codes = self.gathered.places, self.outcome.computed
        by_kecamatan = coverage_by_kecamatan(places, codes)
        names = {code: self.setting.gazetteer.get(code) for code in by_kecamatan}
        return _coverage(coverage(places, codes)) | {
            "kecamatan": [
                {"code": code, "name": place.name if (place := names[code]) else code} | _coverage(each)
                for code, each in by_kecamatan.items()
            ]
        }

    def sensitivity(self) -> Json:
        found, trial = self.outcome.sensitivity, self.policy.trial(self.outcome.request.seed)
        inside = [found.firmness[code] for code in self.outcome.computed]
        outside = [f for code, f in found.firmness.items() if code not in self.outcome.computed]
        return {
            "lists": found.lists,
            "seed": found.seed,
            "methods": list(trial.methods),
            "weights": [as_ratio(trial.weights[0]), as_ratio(trial.weights[-1])],
            "factors": [as_ratio(factor) for factor in trial.factors],
            "selected": {f.value: inside.count(f) for f in Firmness},
            "outside": {f.value: outside.count(f) for f in Firmness},
            "tau_b": {stratum.value: self._taus(stratum) for stratum in self.outcome.selection.rankings},
        }

    def _taus(self, stratum: Stratum) -> Json:
        scores = {m: _scores(self.outcome.methods[m], stratum) for m in (Method.M1, Method.M2, Method.M3)}
        pairs = ((Method.M1, Method.M2), (Method.M1, Method.M3), (Method.M2, Method.M3))
        taus = {f"{a}-{b}": kendall_tau_b(scores[a], scores[b]) for a, b in pairs}
        return {pair: None if tau is None else f"{tau:f}" for pair, tau in taus.items()}

    def methods(self) -> Json:
        """Each method beside the one used: how many places they share, and which only it would take."""
        here = self.outcome.selection.codes
        return {
            method: {
                "name": self.policy.selection.values["methods"][method],
                "shared": len(here & other.codes),
                "only_there": sorted(other.codes - here),
                "only_here": sorted(here - other.codes),
            }
            for method, other in self.outcome.methods.items()
        }


def _scores(selection: Selection, stratum: Stratum) -> list[Score]:
    """The scores in code order, so that two methods can be laid side by side."""
    return [r.score for r in sorted(selection.rankings[stratum], key=lambda r: r.place.code)]


def _coverage(each: Coverage) -> Json:
    return {
        "places": each.places,
        "selected": each.selected,
        "decile1_total": each.n_all,
        "decile1_selected": each.n_selected,
        "decile1_outside": each.n_outside,
        "share": _ratio(each.share),
    }
