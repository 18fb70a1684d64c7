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
TAKEN = Rule(
    "twin-taken",
    "Its counterpart is linked with another record already: {value}.",
    "If the other record is gone, link this one in its place (bridge.relink); else give it a name or number of its "
    "own. No second record is made.",
    Who.ADMINISTRATOR,
)
VANISHED = Rule(
    "record-vanished",
    "The linked record is not in {value} any more.",
    "If it was deleted on purpose, forget the link (bridge.unlink); if it was made anew or merged, link that one "
    "(bridge.relink). Nothing is deleted on the other side.",
    Who.ADMINISTRATOR,
)
RENUMBERED = Rule(
    "number-changed",
    "The number of a linked record was changed: {value}.",
    "Give it its old number back, or the same new one on the other side. Until then documents go by the old one.",
    Who.SEVERA,
)
REFUSED = Rule(
    "write-refused",
    "{field} refuses the record: {value}",
    "Mend what the message names; the next run tries again.",
    Who.ADMINISTRATOR,
)
UNSETTLED = Rule(
    "waits-for-certainty-record",
    "An answer was lost while the record was made, and it is not there so far.",
    "Nothing to do: it is made again once it can't arrive late any more.",
    Who.NOBODY,
)
TOO_MANY_CHANGES = Rule(
    "too-many-changes",
    "{value} records of the register would be changed at once.",
    "Look at bridge.preview(), and let it happen with bridge.apply(plan); or mend what caused it.",
    Who.ADMINISTRATOR,
)
LIST_SHORT = Rule(
    "list-too-short",
    "{value}. Nothing of the register is touched.",
    "Look whether the credentials still may read everything; then run again.",
    Who.ADMINISTRATOR,
)
ADDRESS_SHARED = Rule(
    "address-shared",
    "{field} was changed in Visma.net, but its address in Severa has other uses too, and another stands by: {value}.",
    "Leave one address in Severa for each use: take the use from those that are not meant.",
    Who.SEVERA,
)
COMMUNICATION_TYPE_MISSING = Rule(
    "communication-type-missing",
    "Severa has no communication type in use for {field}, so {value} stays in Visma.net.",
    "Add one in Severa's settings (contact communication types), or make one active.",
    Who.ADMINISTRATOR,
)
OTHER_REGISTER = Rule(
    "item-of-another-register",
    "{field} in Visma.net does not belong to the register in which the item stands in Severa: {value}.",
    "Give it an item class of the right type in Visma.net, or make it in the other register in Severa and link that "
    "one (bridge.relink).",
    Who.VISMA_NET,
)
SEVERA_NAMESAKES = Rule(
    "several-of-one-name-in-severa",
    "Severa has more than one customer of this name: {value}.",
    "Rename or deactivate all but one of them in Severa, or link each with its own (bridge.relink).",
    Who.SEVERA,
)
VNF_NAMESAKES = Rule(
    "several-of-one-name-in-vnf",
    "Visma.net has more than one active customer of this name, and Severa holds a name once: {value}.",
    "Rename or deactivate all but one of them in Visma.net.",
    Who.VISMA_NET,
)
SEVERAL_FIT = Rule(
    "several-fit",
    "It is not clear which of these belong together: {value}.",
    "Give those that belong together one name and number, or link them (bridge.relink).",
    Who.ADMINISTRATOR,
)
ONE_NUMBER = Rule(
    "several-of-one-number",
    "More than one record has this number, leading zeros apart: {value}.",
    "Renumber all but one of them.",
    Who.VISMA_NET,
)
ONE_CODE = Rule(
    "several-of-one-code",
    "More than one item has this code: {value}.",
    "Give each a code of its own, over Severa's products, work types and travel expenses together.",
    Who.SEVERA,
)
WITNESS_AGAINST = Rule(
    "vat-numbers-contradict",
    "Their names are equal, but their VAT numbers are not: {value}.",
    "Correct the VAT number that is wrong; if they are two customers, rename one of them.",
    Who.ADMINISTRATOR,
)
NUMBER_ALONE = Rule(
    "equal-in-number-alone",
    "They have one number, but nothing else says that they are one: {value}.",
    "If they are one, give them one name or link them (bridge.relink); if not, renumber the one in Severa.",
    Who.ADMINISTRATOR,
)
NUMBER_TAKEN = Rule(
    "number-taken",
    "Severa's customer should get the number {value}, which another record has there.",
    "Give the other record in Severa a number that no customer of Visma.net has.",
    Who.SEVERA,
)
