"""What keeps customers, items and projects from being equal."""

from __future__ import annotations

from severa_vnf.rules.rule import Rule, Who

NAMELESS = Rule(
    "name-missing",
    "{field} is empty, and Severa demands it.",
    "Fill it in in Visma.net.",
    Who.VISMA_NET,
)
NAMELESS_PROJECT = Rule(
    "project-name-missing",
    "The project has no name, and Visma.net needs one.",
    "Give the project a name in Severa.",
    Who.SEVERA,
)
NUMBER_NOT_NUMERIC = Rule(
    "number-not-numeric",
    "Visma.net numbers the customer {value}; Severa holds whole numbers only.",
    "Renumber the customer in Visma.net, or change its number series (CS201010) to digits only.",
    Who.VISMA_NET,
)
TERMS_UNKNOWN = Rule(
    "terms-unknown",
    "Visma.net has no single credit term of {value} days for customers.",
    "Name the one to use in Settings.credit_terms.",
    Who.ADMINISTRATOR,
)
CLASS_MISSING = Rule(
    "class-missing",
    "No {field} is chosen for {value}, and Visma.net needs one for a new record.",
    "Choose it in Settings.item_classes or Settings.customer_classes.",
    Who.ADMINISTRATOR,
)
CONFLICT = Rule(
    "changed-on-both-sides",
    "{field} was changed on both sides: {value}.",
    "Write the right value on one of the sides as the other has it; or let one side win by Settings.on_conflict.",
    Who.SEVERA,
)
NEVER_AGREED = Rule(
    "never-agreed",
    "{field} differs, and nobody knows which side is right: {value}.",
    "Write the right value on one of the sides as the other has it; from then on changes cross.",
    Who.ADMINISTRATOR,
)
ADDRESS_LEFT_OUT = Rule(
    "address-left-out",
    "An address stays in Severa only: {value}.",
    "Nothing to do, unless it is the one that Visma.net should have: then change its type in Severa.",
    Who.SEVERA,
)
CODE_MISSING = Rule(
    "code-missing",
    "The item has no code, so Visma.net cannot know it.",
    "Give it a code in Severa that no product, work type or travel expense has.",
    Who.SEVERA,
)
NO_REGISTER = Rule(
    "item-without-register",
    "Items of type {value} have no register in Severa, so it stays in Visma.net only.",
    "Nothing to do, unless it is to be invoiced from Severa: then give it another item class.",
    Who.NOBODY,
)
PRICE_CURRENCY = Rule(
    "price-in-another-currency",
    "{field} is in {value}, not in the company's currency.",
    "Correct the currency in Severa.",
    Who.SEVERA,
)
PROJECT_NUMBER_MISSING = Rule(
    "project-number-missing",
    "The project has no number, so Visma.net cannot know it.",
    "Give the project a number in Severa.",
    Who.SEVERA,
)
PROJECT_CUSTOMER_MISSING = Rule(
    "project-customer-missing",
    "The customer of the project is not in Visma.net: {value}.",
    "Synchronise the customers; the project follows.",
    Who.NOBODY,
)
PROJECT_DATE_MISSING = Rule(
    "project-date-missing",
    "The project has neither a start date nor a date of creation, and Visma.net needs a start date.",
    "Fill in the start date in Severa.",
    Who.SEVERA,
)
CONTACT_CUSTOMER_MISSING = Rule(
    "contact-customer-missing",
    "The customer of the contact person is not in Visma.net: {value}.",
    "Synchronise the customers; the contact person follows.",
    Who.NOBODY,
)
