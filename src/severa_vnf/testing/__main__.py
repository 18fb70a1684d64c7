"""`python -m severa_vnf.testing serve`."""

from __future__ import annotations

import sys

from severa_vnf.testing.serve import main

sys.exit(main())
