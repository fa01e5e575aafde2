"""A yes or no with its reasons, in words that a page can show."""

from dataclasses import dataclass

from berdaya.kernel.findings import Finding, Refused


@dataclass(frozen=True, slots=True)
class Verdict:
    """Allowed when nothing speaks against it; otherwise every reason, so that all are mended at once."""

    against: tuple[Finding, ...] = ()

    @property
    def allowed(self) -> bool:
        return not self.against

    @property
    def reason(self) -> str:
        return "; ".join(f"{finding.where}: {finding.problem}" for finding in self.against)

    def require(self) -> None:
        """Go on, or be refused with the reasons."""
        if self.against:
            raise Refused(*self.against)


ALLOWED = Verdict()


def refused(code: str, where: str, problem: str, advice: str) -> Verdict:
    return Verdict((Finding(code, where, problem, advice),))


def all_of(*verdicts: Verdict) -> Verdict:
    """Allowed when every one is; the reasons of all that are not."""
    return Verdict(tuple(finding for verdict in verdicts for finding in verdict.against))
