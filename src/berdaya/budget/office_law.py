"""What a statement is held against in this office: the rulebook, and the official list that it confirmed."""

from dataclasses import replace

from berdaya.budget.book import law_here
from berdaya.budget.rules.law import Law
from berdaya.budget.rules.record import Statement
from berdaya.plan.doors import nomenclature_on


def law_in_office(statement: Statement) -> Law:
    """Names of codes come from the list of the statement's own year and place, where the office has one."""
    law = law_here(statement)
    if not law.territory or not isinstance(statement.year, int) or not 2000 <= statement.year <= 2100:
        return law
    table = nomenclature_on(law.territory, statement.year)
    return law if table is None else replace(law, table=table)
