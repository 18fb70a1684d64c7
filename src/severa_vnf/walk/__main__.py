"""`python -m severa_vnf.walk`."""

from __future__ import annotations

import sys

from severa_vnf.walk.chain import walk

for paragraph in walk():
    print(paragraph, end="\n\n", flush=True)
sys.exit()
