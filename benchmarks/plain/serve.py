"""Serve the office with the plain page, with one worker as `berdaya site serve` does by default."""

import sys

from berdaya.site.serve import serve

serve("127.0.0.1", int(sys.argv[1]), 1)
