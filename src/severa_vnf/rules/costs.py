"""What keeps a purchase line from becoming a project cost."""

from __future__ import annotations

from severa_vnf.rules.rule import Rule, Who

PROJECT_CLOSED = Rule(
    "cost-project-closed",
    "The project {value} is closed in Severa.",
    "Open the project again in Severa, or book the line on another one. The next run carries it.",
    Who.SEVERA,
)
PROJECT_GONE = Rule(
    "cost-project-gone",
    "The project {value} is not in Severa any more.",
    "Book the line on another project in Visma.net, or link the project anew (bridge.relink).",
    Who.VISMA_NET,
)
PERIOD_CLOSED = Rule(
    "cost-period-closed",
    "It is dated {field}, and Severa is closed before {value}.",
    "Move the closing date in Severa, or enter the fee there by hand with this date, amount and description.",
    Who.SEVERA,
)
CASH_CURRENCY = Rule(
    "cost-in-another-currency",
    "The cash account is in {value}, and Visma.net does not tell the amount in the company's currency.",
    "Enter the fee in Severa by hand, then link it (bridge.relink).",
    Who.SEVERA,
)
FEE_DELETED = Rule(
    "cost-perhaps-deleted",
    "A fee of this project and date was deleted in Severa and nobody knows which line it stood for: {value}.",
    "If it was this line, link it (bridge.relink); if not, enter the fee in Severa with its date, amount and text.",
    Who.SEVERA,
)
FEES_UNREADABLE = Rule(
    "cost-fees-unreadable",
    "Nobody knows whether the fee is there already, for a fee of the project could not be read: {value}.",
    "Report it: the service's API has changed. Nothing is made before.",
    Who.ADMINISTRATOR,
)
REFUSED = Rule(
    "cost-refused",
    "Severa refuses the fee: {value}",
    "Mend what the message names. The next runs try again.",
    Who.SEVERA,
)
WAITS = Rule(
    "cost-waits-for-certainty",
    "An answer of Severa was lost ({value}), and the fee or file is not there so far.",
    "Nothing to do: it is sent again once it can't arrive late any more.",
    Who.NOBODY,
)
TROUBLE = Rule(
    "cost-service-trouble",
    "A service failed while the cost or its file was carried over: {value}",
    "The next run tries again.",
    Who.NOBODY,
)
NO_FILES = Rule(
    "cost-file-route-missing",
    "This Severa takes no files for projects through its API, so {field} stays in Visma.net: {value}.",
    "Nothing to do, or add it to the project by hand. Whether the API takes files by now is asked once a day.",
    Who.NOBODY,
)
FILE_REFUSED = Rule(
    "cost-file-refused",
    "The file {field} was not taken over: {value}",
    "Mend what the message names, or add the file to the project in Severa by hand.",
    Who.SEVERA,
)
NO_ITEM = Rule(
    "rebilled-without-item",
    "Costs are invoiced again, and nothing names the item for their rows: {value}.",
    "Name a product in the policy (Rebill(product=...)), or an item for such rows in Settings.row_items.",
    Who.ADMINISTRATOR,
)
