"""Small numbers of poor households on paper that strangers read, by the rule that every room shares."""

from berdaya.kernel.veil import NONE as NONE
from berdaya.kernel.veil import WITHHELD as WITHHELD
from berdaya.kernel.veil import Veil as Veil
from berdaya.kernel.veil import veil as veil
