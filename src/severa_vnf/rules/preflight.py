"""What has to be put right, or is worth knowing, before both services are joined."""

from __future__ import annotations

from severa_vnf.rules.rule import Rule, Who

NO_ACCESS = Rule(
    "no-access",
    "The credentials may not read it: {value}",
    "Grant the application the scope, and in Visma.net its user the roles; what reads it was not checked.",
    Who.ADMINISTRATOR,
)
RIGHT_MISSING = Rule(
    "right-missing",
    "The token does not hold {value}, which a run needs.",
    "Grant it to the application, and take it into the scopes that the client asks for.",
    Who.ADMINISTRATOR,
)
ADD_ON_MISSING = Rule(
    "add-on-missing",
    "An add-on is not on: {value}",
    "Switch it on in Severa, or change the setting that asks for it.",
    Who.ADMINISTRATOR,
)
NOT_CHECKED = Rule(
    "not-checked",
    "What reads it was not checked: {value}",
    "Look round again once it can be read.",
    Who.ADMINISTRATOR,
)
ORGANISATIONS_DIFFER = Rule(
    "organisations-differ",
    "Both credentials must lead to one organisation: {value}.",
    "Correct the number, or choose which one is compared in Settings.organization_number.",
    Who.ADMINISTRATOR,
)
NO_BRANCH = Rule(
    "no-branch",
    "Visma.net shows no branch, so nobody knows which company it is.",
    "Grant the application's user the right to read branches.",
    Who.ADMINISTRATOR,
)
OFFICIAL_INTEGRATION = Rule(
    "official-integration-on",
    "Severa's own integration with Visma.net is on, for {value}: both would write the same records.",
    "Switch it off in Severa before the first run.",
    Who.ADMINISTRATOR,
)
FIELD_MISSING = Rule(
    "customer-field-missing",
    "{field} names a field on customers that is not in use in Severa: {value}.",
    "Make it in Severa, or correct the setting.",
    Who.ADMINISTRATOR,
)
UNIT_UNKNOWN = Rule(
    "business-unit-unknown",
    "{field} names a business unit that is not in use in Severa: {value}.",
    "Correct the setting.",
    Who.ADMINISTRATOR,
)
BRANCH_UNKNOWN = Rule(
    "branch-unknown",
    "Settings.branches names a branch that is not in use in Visma.net: {value}.",
    "Correct the setting.",
    Who.ADMINISTRATOR,
)
UNIT_WITHOUT_BRANCH = Rule(
    "business-unit-without-branch",
    "No branch is chosen for {value}, which sends invoices of its own.",
    "Name its branch in Settings.branches.",
    Who.ADMINISTRATOR,
)
VAT_NUMBERS_DIFFER = Rule(
    "vat-numbers-differ",
    "The VAT numbers of a business unit and its branch differ: {value}.",
    "Look whether the branch in Settings.branches is the right one.",
    Who.ADMINISTRATOR,
)
KEY_TOO_SHORT = Rule(
    "segmented-key-too-short",
    "The segmented key {field} is too short for {value}.",
    "Lengthen it (Segmented keys, CS203000) before the first run.",
    Who.VISMA_NET,
)
KEY_TOO_LONG = Rule(
    "segmented-key-longer",
    "The segmented key {field} is longer than {value}.",
    "The documentation wants both of one length: shorten the key (Segmented keys, CS203000).",
    Who.VISMA_NET,
)
KEY_COUNTS = Rule(
    "segmented-key-not-free",
    "The segmented key {field} takes no number of Severa's: {value}.",
    "Change the segment (Segmented keys, CS203000).",
    Who.VISMA_NET,
)
SERIES_NOT_FOUND = Rule(
    "number-series-not-found",
    "There is no number series {value}, and the API does not tell which one is used in its place.",
    "Look by hand (Number series, CS201010): digits only, up to 2147483647, none that Severa's invoices have.",
    Who.VISMA_NET,
)
SERIES_MANUAL = Rule(
    "number-series-manual",
    "The number series {value} leaves the numbers to its users.",
    "Switch manual numbering off (Number series, CS201010).",
    Who.VISMA_NET,
)
SERIES_DOES_NOT_FIT = Rule(
    "number-series-does-not-fit",
    "The number series {field} comes to {value}; Severa holds whole numbers up to 2147483647 only.",
    "Change the series to digits only, within that (Number series, CS201010).",
    Who.VISMA_NET,
)
SERIES_AT_END = Rule(
    "number-series-at-end",
    "The number series {field} has come to its end, {value}.",
    "Prolong it (Number series, CS201010).",
    Who.VISMA_NET,
)
SERIES_OVERLAP = Rule(
    "number-series-overlap",
    "Invoices and credit notes will have the same numbers: {value}.",
    "Keep the series apart (Number series, CS201010): in Severa both stand in one.",
    Who.VISMA_NET,
)
NUMBERS_IN_USE = Rule(
    "invoice-numbers-in-use",
    "The number series {field} will give numbers that invoices in Severa have already: {value}.",
    "Let it begin above them (Number series, CS201010).",
    Who.VISMA_NET,
)
CLASS_UNKNOWN = Rule(
    "class-unknown",
    "{field} names {value}, which is no class in Visma.net.",
    "Correct the setting, or make the class.",
    Who.ADMINISTRATOR,
)
CLASS_NOT_CHOSEN = Rule(
    "class-not-chosen",
    "{field} names no class: records that are new in Severa wait until something else names one.",
    "Choose the class.",
    Who.ADMINISTRATOR,
)
CLASS_WITHOUT_ZONE = Rule(
    "class-without-vat-zone",
    "The customer class {value} has no VAT zone, so an invoice to its customers finds no VAT.",
    "Give it a VAT zone (Customer classes, AR201000).",
    Who.VISMA_NET,
)
CLASS_ELSEWHERE = Rule(
    "class-of-another-register",
    "{field} names {value}: its items would come back to Severa into another register.",
    "Choose a class whose items are of the right type, or change the type of the class (Item classes, IN201000).",
    Who.ADMINISTRATOR,
)
ITEM_WITHOUT_ACCOUNT = Rule(
    "item-without-account",
    "Items have no sales account: {value}.",
    "Give them one, and their item class (Item classes, IN201000).",
    Who.VISMA_NET,
)
ACCOUNT_WITHOUT_GROUP = Rule(
    "account-without-group",
    "The sales account {field} is in no account group, so no invoice on a project can be booked on it: {value}.",
    "Give the account an account group (Chart of accounts, GL202500).",
    Who.VISMA_NET,
)
PERIOD_NOT_OPEN = Rule(
    "period-not-open",
    "No financial period is open for {value}.",
    "Open it (Financial periods, GL201000).",
    Who.VISMA_NET,
)
TOTALS_ROUNDED = Rule(
    "totals-rounded",
    "{field} rounds the totals of invoices: {value}.",
    "Switch that off: the totals are compared to the cent, and the customer pays what Severa prints.",
    Who.ADMINISTRATOR,
)
STATUSES_WRONG = Rule(
    "statuses-wrong",
    "{value}",
    "The documentation shows how (invoice statuses), or name the roles in Settings.statuses.",
    Who.SEVERA,
)
STATUS_NOT_SENT = Rule(
    "status-not-sent",
    "'{value}', the status of transferred invoices, has 'Sent' off.",
    "Nothing to do if that is meant: the documentation's examples have it on.",
    Who.SEVERA,
)
NUMBERS_CREDIT_NOTES = Rule(
    "severa-numbers-credit-notes",
    "Severa numbers credit notes itself.",
    "Switch off 'Generate invoice number for credit notes' (default settings of invoicing): Visma.net numbers them.",
    Who.SEVERA,
)
CODES_NOT_UNIQUE = Rule(
    "codes-not-held-unique",
    "Severa does not hold the codes of products and work types unique.",
    "Switch on the use of the identifier in the settings of the registers.",
    Who.SEVERA,
)
CODE_TWICE = Rule(
    "code-twice",
    "The code {field} stands for several: {value}.",
    "Give each a code of its own: in Visma.net the three registers are one.",
    Who.SEVERA,
)
TERMS_NOT_THERE = Rule(
    "terms-not-there",
    "Settings.credit_terms names terms that customers can't have in Visma.net: {value}.",
    "Correct the setting.",
    Who.ADMINISTRATOR,
)
TEMPLATE_MISSING = Rule(
    "template-missing",
    "New projects are made after {value}, which is no template in Visma.net.",
    "Make the template, or name another in Settings.project_defaults.",
    Who.VISMA_NET,
)
TASK_MISSING = Rule(
    "task-missing",
    "The template has no task {value}, which every invoice line names.",
    "Nothing to do: each project that is made gets it. Projects that are there already need it too.",
    Who.VISMA_NET,
)
