"""The documentation from its first section to its last: whatever can go wrong there has its code."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import frozen

from severa_vnf.rules import RULES

DOCUMENTATION = Path(__file__).parents[2] / "shared/seed/documentation.nl.txt"
"""Where its text may lie, beside the project. What follows holds without it."""


@frozen
class Said:
    """What a section says, in our words; the names on its screens; and the codes that tell where it is not so."""

    section: str
    rule: str
    codes: tuple[str, ...]
    names: tuple[str, ...] = ()


EVERYTHING = (
    Said(
        "Belangrijk om te weten",
        "Numbers of customers, projects and items are of the length that Visma.net is set to.",
        ("segmented-key-too-short", "segmented-key-longer", "segmented-key-not-free", "number-series-does-not-fit"),
        ("Segmentsleutels (CS203000)", "Nummerreeksen (CS201010)"),
    ),
    Said(
        "Belangrijk om te weten",
        "What is linked is not renumbered.",
        ("number-changed", "twin-taken", "record-vanished"),
    ),
    Said(
        "Authenticatie en automatisering",
        "The credentials have the roles that they need.",
        ("no-access", "right-missing", "not-checked"),
        ("Visma.net Financials Administrator", "Visma.net Financials User"),
    ),
    Said("Authenticatie en automatisering", "Both sides have one organisation number.", ("organisations-differ",)),
    Said(
        "Afdelingen/Vestigingen",
        "Companies in Severa, those with a VAT number, are assigned to branches.",
        (
            "business-unit-without-branch",
            "business-unit-unknown",
            "branch-unknown",
            "vat-numbers-differ",
            "no-branch",
        ),
    ),
    Said(
        "Productregister",
        "A new item needs an item class, which holds its VAT and accounts.",
        ("class-missing", "class-unknown", "class-not-chosen", "item-without-account", "account-without-group"),
    ),
    Said(
        "Productregister",
        "The right VAT rate is chosen in Severa, where a class says nothing of it.",
        ("vat-differs", "total-differs"),
    ),
    Said(
        "Productregister",
        "The type of an item says in which register it stands.",
        ("item-without-register", "item-of-another-register", "class-of-another-register"),
        ("Niet-voorraadartikelen", "Serviceartikelen", "Arbeidsartikelen", "Onkostenartikelen"),
    ),
    Said("Productregister", "A code is mandatory.", ("code-missing", "row-without-code", "item-unknown")),
    Said(
        "Productregister",
        "A code is unique over the three registers.",
        ("code-twice", "several-of-one-code", "row-with-several-codes"),
    ),
    Said(
        "Productregister",
        "The use of the identifier is switched on.",
        ("codes-not-held-unique",),
        ("Gebruik identificatie", "Werktype-, reiskosten- en productregisters > Registerinstellingen"),
    ),
    Said(
        "Klanten",
        "Both registers are equal, and either may be edited.",
        (
            "changed-on-both-sides",
            "never-agreed",
            "write-refused",
            "address-left-out",
            "address-beside-another",
            "address-shared",
        ),
    ),
    Said(
        "Klanten",
        "Visma.net numbers the customers.",
        ("number-not-numeric", "number-taken", "no-customer-number", "customer-unknown"),
    ),
    Said(
        "Klanten",
        "A new customer needs a customer class, which holds its VAT and accounts.",
        ("class-missing", "class-without-vat-zone"),
    ),
    Said(
        "Klanten",
        "Customers belong together by number and name.",
        ("equal-in-number-alone", "several-of-one-number", "several-fit", "vat-numbers-contradict"),
    ),
    Said(
        "Klanten",
        "A name is unique in Severa; of several in Visma.net one alone is active.",
        ("several-of-one-name-in-vnf", "several-of-one-name-in-severa"),
    ),
    Said(
        "Projecten",
        "Severa numbers the projects, and Visma.net's numbers are as long.",
        (
            "project-number-missing",
            "no-project-number",
            "project-unknown",
            "segmented-key-longer",
            "segmented-key-too-short",
        ),
    ),
    Said(
        "Projecten",
        "A project that is closed is switched off, so nothing more is booked on it.",
        ("project-blocked", "project-not-in-receivables", "cost-project-closed"),
    ),
    Said(
        "Facturatie",
        "Visma.net numbers invoices and credit notes, without gaps.",
        (
            "number-does-not-fit",
            "number-series-not-found",
            "number-series-manual",
            "number-series-at-end",
            "number-series-overlap",
            "invoice-numbers-in-use",
            "number-without-document",
        ),
    ),
    Said(
        "Facturatie",
        "Number and reference come back into Severa.",
        ("not-written-back", "waits-for-certainty", "doubtful-document", "found-twice"),
    ),
    Said(
        "Facturatie",
        "An invoice's attachments can go to Visma.net with it.",
        ("invoice-file-refused", "invoice-file-too-large"),
    ),
    Said(
        "Facturatie",
        "Totals that differ by more than the tolerance: there is no document, and the invoice has the failed status.",
        ("total-differs", "vat-differs", "currency-differs", "rejected-still-in-visma-net", "totals-rounded"),
        ("Factuur kan niet aan Visma.net ERP worden toegevoegd", "0,05"),
    ),
    Said(
        "Facturatie",
        "An invoice is tried again from the status of those that are to be transferred.",
        ("sent-again-and-different", "document-gone"),
        ("Factuur naar Visma.net ERP overbrengen",),
    ),
    Said(
        "Hoe stelt u factuurstatussen in?",
        "Flags and order of the statuses say which is which, and are as the examples have them.",
        ("statuses-unclear", "statuses-wrong", "status-not-sent"),
        ("Niet bewerkbaar", "Factuurnummer", "Verzonden", "Betaald"),
    ),
    Said(
        "Hoe stelt u factuurstatussen in?",
        "The first status: what could not be transferred.",
        ("rejected-by-visma-net", "customer-blocked", "item-blocked", "period-closed", "total-differs"),
        ("Overdracht niet gelukt",),
    ),
    Said(
        "Hoe stelt u factuurstatussen in?",
        "Draft and approval: an invoice that goes back there is taken out of Visma.net again.",
        ("changed-meanwhile",),
        ("Concept", "Wacht op goedkeuring"),
    ),
    Said(
        "Hoe stelt u factuurstatussen in?",
        "To be transferred: what keeps it waiting there.",
        (
            "invoice-without-rows",
            "no-currency",
            "no-total",
            "row-without-price",
            "row-in-another-currency",
            "several-projects",
            "text-too-long",
            "before-go-live",
            "service-trouble",
        ),
        ("Goedgekeurd, klaar voor Financials", "Verzend naar Financials"),
    ),
    Said(
        "Hoe stelt u factuurstatussen in?",
        "In Visma.net, to be sent: a payment does not move it yet.",
        ("paid-before-sent",),
        ("In Financials, verzend naar klant",),
    ),
    Said(
        "Hoe stelt u factuurstatussen in?",
        "Partially paid and paid: as Visma.net says, and nobody else.",
        ("severa-says-more-paid", "payment-not-taken", "payment-waits"),
        ("Gedeeltelijk betaald", "Betaald"),
    ),
    Said(
        "Factuurnummering",
        "Severa numbers no credit notes itself.",
        ("severa-numbers-credit-notes",),
        ("Factuurnummer voor creditfactuur genereren",),
    ),
    Said(
        "Inkoopfacturen en overige transacties",
        "Released lines on a linked project become project costs.",
        ("cost-project-gone", "cost-period-closed", "cost-in-another-currency", "cost-refused"),
    ),
    Said(
        "Inkoopfacturen en overige transacties",
        "A cost is there once.",
        (
            "cost-perhaps-deleted",
            "cost-perhaps-there",
            "cost-fees-unreadable",
            "cost-waits-for-certainty",
            "cost-service-trouble",
        ),
    ),
    Said(
        "Inkoopfacturen en overige transacties",
        "Files cross with their lines.",
        ("cost-file-route-missing", "cost-file-refused", "cost-file-too-large"),
    ),
    Said(
        "Inkoopfacturen en overige transacties",
        "Costs may be invoiced again, at a multiple.",
        ("rebilled-without-item",),
    ),
    Said(
        "Integratie inschakelen",
        "One integration is on, and the add-ons that it needs.",
        ("official-integration-on", "add-on-missing", "customer-field-missing"),
        ("Abonnement/Functies",),
    ),
    Said(
        "Met AutoInvoice",
        "AutoInvoice sends what is in Visma.net, and only then a payment counts.",
        ("paid-before-sent",),
        ("Alle projectfacturen uit Severa via AutoInvoice verzenden",),
    ),
    Said(
        "Met Severa",
        "A person sets what was sent to the sent status; a payment moves it from there.",
        ("paid-before-sent", "paid-in-another-status"),
    ),
    Said(
        "Met Severa",
        "A remedy for VAT names the customer's and the items' VAT.",
        ("vat-differs", "total-differs"),
        ("Btw facturatie",),
    ),
    Said(
        "Met Severa",
        "The first run needs both registers in order, and tells all errors at once.",
        ("too-many-changes", "list-too-short", "terms-unknown", "terms-not-there", "period-not-open"),
        ("Foutenlogboek",),
    ),
    Said(
        "Projecten",
        "The fields of a project: what it must have, and what it is made after.",
        (
            "project-name-missing",
            "project-customer-missing",
            "project-date-missing",
            "template-missing",
            "task-missing",
        ),
        ("Sjabloon", "Factureringsperiode", "Projecttaak"),
    ),
    Said(
        "Klanten",
        "The fields of a customer and its contact persons: what they must have.",
        ("name-missing", "contact-customer-missing", "communication-type-missing"),
    ),
    Said("Productregister", "Prices are in the company's currency.", ("price-in-another-currency",)),
)
OURS = {
    **dict.fromkeys(
        (
            "document-without-invoice",
            "numbers-apart",
            "customers-apart",
            "days-apart",
            "totals-apart",
            "vat-sums-apart",
            "payment-apart",
            "balance-unexplained",
            "number-missing",
            "line-without-fee",
            "fee-without-line",
            "fee-twice",
            "cost-apart",
        ),
        "the reconciliation of a month",
    ),
    "clock-differs": "clocks",
    "no-clock": "clocks",
    "changed-in-visma-net": "what people change after the transfer",
    "voided-in-visma-net": "what people change after the transfer",
    "reversed-in-visma-net": "what people change after the transfer",
    "number-changed-in-severa": "what people change after the transfer",
    "total-differs-and-stays": "a total that may differ, which a setting allows",
    "following-waits": "a service that fails after the transfer",
    "release-refused": "the release, which a setting asks for",
    "release-without-effect": "the release, which a setting asks for",
    "total-changed-before-release": "the release, which a setting asks for",
    "credited-invoice-unknown": "the application of a credit note, which a setting asks for",
    "credited-invoice-closed": "the application of a credit note, which a setting asks for",
    "credited-invoice-not-open": "the application of a credit note, which a setting asks for",
    "credit-not-applied": "the application of a credit note, which a setting asks for",
    "credited-invoice-gone": "the application of a credit note, which a setting asks for",
    "credited-is-a-credit-note": "the application of a credit note, which a setting asks for",
    "credit-note-released-before": "the application of a credit note, which a setting asks for",
    "credit-note-in-another-currency": "the application of a credit note, which a setting asks for",
    "answer-not-proven": "an answer that names another document",
    "looks-alike": "a document that somebody edited after a lost answer",
    "late-twin": "a request that arrives late",
    "numbered-alike": "a number that both systems gave",
    "list-not-read": "a list that is forbidden or cut",
    "doubtful-record": "an answer that is lost, and a person who edits what was made",
    "unlinked-document-stays": "a link that a person took away",
    "refused-for-all": "a cause that is the company's",
    "invoice-changed-after-transfer": "an invoice that is edited after its transfer",
    "invoice-deleted-after-transfer": "an invoice that is deleted after its transfer",
    "transfer-skipped": "a status that a person set by hand",
    "several-companies": "several companies in one Severa",
    "host-function-failed": "functions of the host",
    "host-function-gave-something-else": "functions of the host",
    "customer-not-linked": "an invoice that comes before its customer",
    "project-not-linked": "an invoice that comes before its project",
    "invoice-file-not-whole": "a download that is cut",
    "invoice-file-ending": "the endings that Visma.net takes",
    "cost-file-not-whole": "a download that is cut",
    "value-not-taken": "a limit of the other system",
    "unreadable-record": "an API that changes",
    "invoice-gone": "an invoice that is deleted while it crosses",
    "waits-for-certainty-record": "an answer that is lost",
}
"""Of what the documentation says nothing."""


@pytest.mark.parametrize("said", EVERYTHING, ids=lambda said: said.rule)
def test_it_has_a_code(said: Said) -> None:
    """Whatever the documentation demands has a code for where it is not so."""
    assert said.codes
    assert set(said.codes) <= RULES.keys()


def test_each_code_has_its_place() -> None:
    """No rule stands there without a place in the documentation, but for what it says nothing of."""
    told = {code for said in EVERYTHING for code in said.codes}
    assert told | OURS.keys() == RULES.keys()
    assert told.isdisjoint(OURS)


def misnamed(text: str) -> set[str]:
    """The sections and names above that a text does not have."""
    names = {name for said in EVERYTHING for name in said.names if name not in text}
    return names | {said.section for said in EVERYTHING if f"\n{said.section}\n" not in text}


def test_sections_and_names_are_the_documentations() -> None:
    """Sections, statuses and screens are called as the documentation calls them."""
    path = DOCUMENTATION
    text = path.read_text("utf-8") if path.is_file() else pytest.skip("the documentation is not beside the project")
    assert misnamed(text) == set()


def test_another_name_is_told() -> None:
    """A section or a name that a text does not have is found."""
    assert {"Klanten", "Sjabloon"} <= misnamed("Klanten: Sjablonen")
