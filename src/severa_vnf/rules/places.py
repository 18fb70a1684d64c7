"""Where it is mended: the system, then its menus, by the words on the screens.

The Dutch names and paths are the documentation's; what it does not name is called after the screens' own numbers.
"""

from __future__ import annotations

from severa_vnf.rules.text import Text

INVOICE = Text("Severa: Invoices > the invoice", "Severa: Facturen > de factuur")
ROWS = Text("Severa: Invoices > the invoice > Invoice rows", "Severa: Facturen > de factuur > Factuurregels")
VAT = Text(
    "Severa: Invoices > the invoice > Invoice rows; Customers > the customer > Btw facturatie; "
    "Settings > Work type, travel expense and product registers > the item > VAT",
    "Severa: Facturen > de factuur > Factuurregels; Klanten > de klant > Btw facturatie; "
    "Instellingen > Werktype-, reiskosten- en productregisters > het artikel > Btw",
)
CUSTOMER = Text("Severa: Customers > the customer", "Severa: Klanten > de klant")
PROJECT = Text("Severa: Projects > the project", "Severa: Projecten > het project")
FILES = Text("Severa: Projects > the project > Files", "Severa: Projecten > het project > Bestanden")
ITEMS = Text(
    "Severa: Settings > Work type, travel expense and product registers",
    "Severa: Instellingen > Werktype-, reiskosten- en productregisters",
)
REGISTERS = Text(
    "Severa: Settings > Work type, travel expense and product registers > Register settings",
    "Severa: Instellingen > Werktype-, reiskosten- en productregisters > Registerinstellingen",
)
STATUSES = Text(
    "Severa: Settings > Invoicing > Invoice statuses", "Severa: Instellingen > Facturatie > Factuurstatussen"
)
INVOICING = Text(
    "Severa: Settings > Invoicing > Invoicing default settings",
    "Severa: Instellingen > Facturatie > Standaardinstellingen facturatie",
)
CLOSING = Text("Severa: Settings > Closing dates", "Severa: Instellingen > Afsluitdatums")
COMMUNICATION = Text("Severa: Settings > Communication types", "Severa: Instellingen > Communicatietypen")
ORGANISATION = Text("Severa: Settings > Organisation", "Severa: Instellingen > Organisatie")
SUBSCRIPTION = Text(
    "Severa: Settings > Subscription/Features > Integrations",
    "Severa: Instellingen > Abonnement/Functies > Integraties",
)

V_INVOICES = Text("Visma.net: Sales invoices (AR301000)", "Visma.net: Verkoopfacturen (AR301000)")
V_PAYMENTS = Text("Visma.net: Customer payments (AR302000)", "Visma.net: Betalingen van debiteuren (AR302000)")
V_PURCHASES = Text("Visma.net: Purchase invoices (AP301000)", "Visma.net: Inkoopfacturen (AP301000)")
V_CUSTOMER = Text("Visma.net: Customers (AR303000)", "Visma.net: Debiteuren (AR303000)")
V_ITEM = Text("Visma.net: Non-stock items (IN202000)", "Visma.net: Niet-voorraadartikelen (IN202000)")
V_PROJECT = Text("Visma.net: Projects (PM301000)", "Visma.net: Projecten (PM301000)")
V_RECORD = Text("Visma.net: the record's own screen", "Visma.net: het scherm van het gegeven zelf")
V_NAMED = Text("Visma.net: the screen that the message names", "Visma.net: het scherm dat de melding noemt")
V_PERIODS = Text("Visma.net: Financial periods (GL201000)", "Visma.net: Boekperioden (GL201000)")
V_SERIES = Text("Visma.net: Number series (CS201010)", "Visma.net: Nummerreeksen (CS201010)")
V_KEYS = Text("Visma.net: Segmented keys (CS203000)", "Visma.net: Segmentsleutels (CS203000)")
V_CUSTOMER_CLASSES = Text("Visma.net: Customer classes (AR201000)", "Visma.net: Debiteurtypen (AR201000)")
V_ITEM_CLASSES = Text("Visma.net: Item classes (IN201000)", "Visma.net: Artikeltypen (IN201000)")
V_ACCOUNTS = Text("Visma.net: Chart of accounts (GL202500)", "Visma.net: Rekeningschema (GL202500)")
V_TEMPLATES = Text("Visma.net: Project templates (PM208000)", "Visma.net: Projectsjablonen (PM208000)")

BOTH = Text("Severa or Visma.net: the record's own screen", "Severa of Visma.net: het scherm van het gegeven zelf")
ADMIN = Text(
    "Severa: Settings > API; Visma.net Admin > Users and roles",
    "Severa: Instellingen > API; Visma.net Admin > Gebruikers en rollen",
)
SETTINGS = Text("The bridge: its Settings", "De koppeling: de Settings ervan")
PROGRAM = Text("The bridge: the program that runs it", "De koppeling: het programma dat haar draait")
SUPPORT = Text("The makers of the bridge, or the service's support", "De makers van de koppeling, of de helpdesk")
NOWHERE = Text("Nowhere", "Nergens")
