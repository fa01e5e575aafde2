"""The list of papers as one would write it first: template and ORM objects. The measure for the real one."""
