"""What can go wrong with what follows a transfer: files, the application of a credit note, the release."""

from __future__ import annotations

from severa_vnf.rules import afterwards, places
from severa_vnf.rules.rule import Rule, Severity, Who
from severa_vnf.rules.text import Text

SET_IT_OFF = Text(
    "Set it against the invoice in Visma.net by hand.",
    "Verreken haar in Visma.net met de hand met de factuur.",
)
FILE_REFUSED = Rule(
    "invoice-file-refused",
    Text(
        "The file {field} was not taken over to the invoice's document: {value}",
        "Het bestand {field} is niet overgenomen bij het document van de factuur: {value}",
    ),
    Text(
        "Mend what the message names, or attach the file in Visma.net by hand.",
        "Herstel wat de melding noemt, of voeg het bestand in Visma.net met de hand toe.",
    ),
    Who.VISMA_NET,
    places.V_INVOICES,
    afterwards.HOURS_LATER,
)
FILE_TOO_LARGE = Rule(
    "invoice-file-too-large",
    Text(
        "The file {field} has more than the {value} bytes that are taken over.",
        "Het bestand {field} heeft meer dan de {value} bytes die worden overgenomen.",
    ),
    Text(
        "Attach it in Visma.net by hand under this name, or raise Settings.attachment_limit.",
        "Voeg het in Visma.net met de hand onder deze naam toe, of verhoog Settings.attachment_limit.",
    ),
    Who.ADMINISTRATOR,
    places.V_INVOICES,
    afterwards.HOURS_LATER,
)
FILE_NOT_WHOLE = Rule(
    "invoice-file-not-whole",
    Text(
        "The file {field} was not taken over, for Severa did not give all of it: {value}.",
        "Het bestand {field} is niet overgenomen, want Severa gaf het niet in zijn geheel: {value}.",
    ),
    Text(
        "Open the file in Severa. If it is damaged or empty there, add it anew; if not, nothing needs to be done.",
        "Open het bestand in Severa. Is het daar beschadigd of leeg, voeg het dan opnieuw toe; zo niet, dan hoeft er "
        "niets te gebeuren.",
    ),
    Who.SEVERA,
    places.FILES,
    afterwards.HOURS_LATER,
)
FILE_ENDING = Rule(
    "invoice-file-ending",
    Text(
        "The file {field} was not taken over: Visma.net takes no files that end in {value}.",
        "Het bestand {field} is niet overgenomen: Visma.net neemt geen bestanden aan die op {value} eindigen.",
    ),
    Text(
        "Add it in Severa as a PDF, or packed as a zip; if Visma.net takes it all the same, name the ending in "
        "Settings.attachment_endings.",
        "Voeg het in Severa toe als pdf, of ingepakt als zip; neemt Visma.net het toch aan, noem de uitgang dan in "
        "Settings.attachment_endings.",
    ),
    Who.SEVERA,
    places.FILES,
    afterwards.HOURS_LATER,
)
CREDITED_UNKNOWN = Rule(
    "credited-invoice-unknown",
    Text(
        "The invoice that is credited is not linked with a document in Visma.net.",
        "De gecrediteerde factuur is niet gekoppeld aan een document in Visma.net.",
    ),
    Text(
        "Transfer it, or link it (bridge.relink); else settle the credit note in Visma.net by hand.",
        "Breng de factuur over, of koppel die (bridge.relink); verreken de creditfactuur anders zelf in Visma.net.",
    ),
    Who.ADMINISTRATOR,
    places.V_PAYMENTS,
    afterwards.APPLIED_FIRST,
)
CREDITED_CLOSED = Rule(
    "credited-invoice-closed",
    Text(
        "Nothing is open any more of the invoice that is credited, {value}.",
        "Van de gecrediteerde factuur staat niets meer open: {value}.",
    ),
    Text(
        "Pay the money back, or set the credit note against another invoice, in Visma.net.",
        "Betaal het bedrag terug, of verreken de creditfactuur in Visma.net met een andere factuur.",
    ),
    Who.VISMA_NET,
    places.V_PAYMENTS,
    afterwards.HOURS_LATER,
    Severity.WARNING,
)
CREDITED_NOT_OPEN = Rule(
    "credited-invoice-not-open",
    Text(
        "The invoice that is credited is not released: {value}. The credit note can't be set against it yet.",
        "De gecrediteerde factuur is niet vrijgegeven: {value}. De creditfactuur kan er nog niet mee worden verrekend.",
    ),
    Text("Release the invoice in Visma.net.", "Geef de factuur in Visma.net vrij."),
    Who.VISMA_NET,
    places.V_INVOICES,
    afterwards.APPLIED_FIRST,
    Severity.WARNING,
)
CREDIT_REFUSED = Rule(
    "credit-not-applied",
    Text(
        "The credit note was not set against the invoice that it credits: {value}",
        "De creditfactuur is niet verrekend met de factuur die ze crediteert: {value}",
    ),
    SET_IT_OFF,
    Who.VISMA_NET,
    places.V_PAYMENTS,
    afterwards.HOURS_LATER,
    Severity.WARNING,
)
CREDITED_GONE = Rule(
    "credited-invoice-gone",
    Text(
        "The document of the invoice that is credited is not in Visma.net any more: {value}.",
        "Het document van de gecrediteerde factuur staat niet meer in Visma.net: {value}.",
    ),
    Text(
        "Set the credit note against another invoice in Visma.net, or pay the money back.",
        "Verreken de creditfactuur in Visma.net met een andere factuur, of betaal het bedrag terug.",
    ),
    Who.VISMA_NET,
    places.V_PAYMENTS,
    afterwards.HOURS_LATER,
    Severity.WARNING,
)
CREDITED_IS_NOTE = Rule(
    "credited-is-a-credit-note",
    Text(
        "What is credited is a credit note itself in Visma.net: {value}.",
        "Wat wordt gecrediteerd is in Visma.net zelf een creditfactuur: {value}.",
    ),
    Text(
        "Set the credit note against an invoice in Visma.net by hand.",
        "Verreken haar in Visma.net met de hand met een factuur.",
    ),
    Who.VISMA_NET,
    places.V_PAYMENTS,
    afterwards.HOURS_LATER,
    Severity.WARNING,
)
CREDIT_RELEASED = Rule(
    "credit-note-released-before",
    Text(
        "The credit note was released before it was set against the invoice that it credits: {value}.",
        "De creditfactuur is vrijgegeven voordat ze met de gecrediteerde factuur was verrekend: {value}.",
    ),
    SET_IT_OFF,
    Who.VISMA_NET,
    places.V_PAYMENTS,
    afterwards.HOURS_LATER,
    Severity.WARNING,
)
CREDIT_CURRENCY = Rule(
    "credit-note-in-another-currency",
    Text(
        "The credit note and the invoice that it credits have different currencies: {value}.",
        "De creditfactuur en de gecrediteerde factuur hebben verschillende valuta's: {value}.",
    ),
    SET_IT_OFF,
    Who.VISMA_NET,
    places.V_PAYMENTS,
    afterwards.HOURS_LATER,
    Severity.WARNING,
)
RELEASE_REFUSED = Rule(
    "release-refused",
    Text(
        "Visma.net does not release the document: {value}",
        "Visma.net geeft het document niet vrij: {value}",
    ),
    Text(
        "Mend what the message names, then release it in Visma.net.",
        "Herstel wat de melding noemt, en geef het document dan in Visma.net vrij.",
    ),
    Who.VISMA_NET,
    places.V_INVOICES,
    afterwards.HOURS_LATER,
)
RELEASE_OF_ANOTHER = Rule(
    "total-changed-before-release",
    Text(
        "The document's total is not what was compared, so it is not released: {value}.",
        "Het totaal van het document is niet meer wat is vergeleken, dus het wordt niet vrijgegeven: {value}.",
    ),
    Text(
        "Mend the total, or release the document in Visma.net if it is right.",
        "Herstel het totaal, of geef het document in Visma.net vrij als het klopt.",
    ),
    Who.VISMA_NET,
    places.V_INVOICES,
    afterwards.HOURS_LATER,
)
RELEASE_UNDONE = Rule(
    "release-without-effect",
    Text(
        "Visma.net was asked to release the document, and it is still {value}.",
        "Visma.net is gevraagd het document vrij te geven, en de status is nog steeds {value}.",
    ),
    Text(
        "Release it in Visma.net, where the reason is shown.",
        "Geef het document in Visma.net vrij; daar staat ook de reden.",
    ),
    Who.VISMA_NET,
    places.V_INVOICES,
    afterwards.HOURS_LATER,
)
FOLLOWING_WAITS = Rule(
    "following-waits",
    Text(
        "The invoice is transferred, but a service failed on what follows ({field}): {value}",
        "De factuur is overgebracht, maar bij wat daarna komt ({field}) gaf een dienst een fout: {value}",
    ),
    Text("Nothing to do.", "Niets te doen."),
    Who.NOBODY,
    places.NOWHERE,
    afterwards.TRIED_AGAIN,
)
