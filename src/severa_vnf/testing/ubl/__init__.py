"""UBL invoices and credit notes, read into plain values.

The shapes are UBL 2.1 as EN 16931 and Peppol BIS Billing 3 use it. Nothing is corrected: what a file does not say, or
says twice differently, is a problem that names its place.
"""

from __future__ import annotations

from severa_vnf.testing.ubl.document import UblDocument, UblParty, UblProblem, UblReading, UblRow, Vat
from severa_vnf.testing.ubl.reading import read_files, read_ubl, ubl_files

__all__ = [
    "UblDocument",
    "UblParty",
    "UblProblem",
    "UblReading",
    "UblRow",
    "Vat",
    "read_files",
    "read_ubl",
    "ubl_files",
]
