"""What the deeds of this room are called in the trail."""

from typing import Final

VERBS: Final = {"hardship.judged": "menilai sembilan tanda dalam register"}
KINDS: Final = {"evaluation": "penilaian rumah tangga"}
