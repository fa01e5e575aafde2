"""What the deeds around sessions are called in the trail."""

from typing import Final

VERBS: Final = {
    "deliberation.session_begun": "membuka sidang musrenbang",
    "deliberation.ceilings_set": "mengisi pagu musrenbang",
    "deliberation.computed": "menghitung rancangan musrenbang",
    "deliberation.forum_changed": "mencatat perubahan oleh forum",
    "deliberation.delegates_changed": "mengubah daftar utusan",
    "deliberation.discussed": "menutup pembahasan musrenbang",
    "deliberation.session_reopened": "membuka lagi pembahasan musrenbang",
    "deliberation.decided": "menetapkan hasil musrenbang",
}
KINDS: Final = {"session": "sidang musrenbang"}
