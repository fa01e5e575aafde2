"""The parts of the work in a village, one module each: how far it is, and where it goes on.

A module here has `STAGE` (the key of its stage in the rule `scan.work`) and

    told_of(hat, cycles) -> dict[int, Told]      by the number of the round, in at most two queries

The list of places, the page of a village and the board of assisted places gather them.
"""
