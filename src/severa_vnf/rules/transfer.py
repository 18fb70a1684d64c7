"""What can go wrong on the way of an invoice, and in a run."""

from __future__ import annotations

from severa_vnf.rules import afterwards, places
from severa_vnf.rules.rule import Rule, Who
from severa_vnf.rules.text import Text

UNREADABLE = Rule(
    "unreadable-record",
    Text("The record could not be read: {value}.", "Het gegeven kon niet worden gelezen: {value}."),
    Text(
        "Report it: the service's API has changed. Other records are not held up.",
        "Meld het: de API van de dienst is veranderd. Andere gegevens worden er niet door opgehouden.",
    ),
    Who.ADMINISTRATOR,
    places.SUPPORT,
    afterwards.READ_AGAIN,
)
STATUSES_UNCLEAR = Rule(
    "statuses-unclear",
    Text(
        "The invoice statuses do not tell which is which: {value}.",
        "Uit de factuurstatussen blijkt niet welke welke is: {value}.",
    ),
    Text(
        "Set them up as the documentation shows, or name them in Settings.statuses.",
        "Stel ze in zoals de documentatie laat zien, of noem ze in Settings.statuses.",
    ),
    Who.ADMINISTRATOR,
    places.STATUSES,
    afterwards.WHOLE_STREAM,
)
NOT_WRITTEN_BACK = Rule(
    "not-written-back",
    Text(
        "The document is in Visma.net, but Severa did not take its number and status: {value}",
        "Het document staat in Visma.net, maar Severa nam het nummer en de status niet over: {value}",
    ),
    Text(
        "If it stays so, look whether another invoice in Severa has the number.",
        "Kijk, als het zo blijft, of een andere factuur in Severa dit nummer heeft.",
    ),
    Who.SEVERA,
    places.INVOICE,
    afterwards.NUMBERED,
)
CHANGED_MEANWHILE = Rule(
    "changed-meanwhile",
    Text(
        "Somebody changed the invoice while it was carried over: {value}.",
        "Iemand wijzigde de factuur terwijl deze werd overgebracht: {value}.",
    ),
    Text(
        "Nothing to do: the document was taken out of Visma.net again. Send the invoice again when it is ready.",
        "Er is niets te doen: het document is weer uit Visma.net verwijderd. Verzend de factuur opnieuw als deze "
        "klaar is.",
    ),
    Who.NOBODY,
    places.INVOICE,
    afterwards.CROSSES,
)
SENT_AGAIN_DIFFERS = Rule(
    "sent-again-and-different",
    Text(
        "The invoice was transferred before and now differs from its document: {value}.",
        "De factuur is al eerder overgebracht en verschilt nu van het document: {value}.",
    ),
    Text(
        "Make a credit note for it, or put the invoice back as it was.",
        "Maak er een creditfactuur voor, of zet de factuur terug zoals deze was.",
    ),
    Who.SEVERA,
    places.INVOICE,
    afterwards.NEVER_TWICE,
)
DOUBT = Rule(
    "doubtful-document",
    Text(
        "Nobody knows whether the invoice reached Visma.net: document {value} looks like it and carries no note.",
        "Niemand weet of de factuur Visma.net heeft bereikt: document {value} lijkt erop en heeft geen notitie.",
    ),
    Text(
        "If it is this invoice, link it (bridge.relink); if not, change the document's date or delete it.",
        "Is het deze factuur, koppel deze dan (bridge.relink); zo niet, wijzig dan de datum van het document of "
        "verwijder het.",
    ),
    Who.ADMINISTRATOR,
    places.V_INVOICES,
    afterwards.NEVER_TWICE,
)
FOUND_TWICE = Rule(
    "found-twice",
    Text(
        "The invoice stands in Visma.net more than once: {value}.",
        "De factuur staat meer dan eens in Visma.net: {value}.",
    ),
    Text("Delete all but one document in Visma.net.", "Verwijder in Visma.net alle documenten op één na."),
    Who.VISMA_NET,
    places.V_INVOICES,
    afterwards.ADOPTED,
)
WAITS = Rule(
    "waits-for-certainty",
    Text(
        "An answer of Visma.net was lost ({value}), and the document is not there so far.",
        "Een antwoord van Visma.net ging verloren ({value}), en het document is er nog niet.",
    ),
    Text("There is nothing to do.", "Er is niets te doen."),
    Who.NOBODY,
    places.NOWHERE,
    afterwards.SENT_WHEN_CERTAIN,
)
SERVICE_TROUBLE = Rule(
    "service-trouble",
    Text(
        "A service failed while the invoice was carried over: {value}",
        "Een dienst liet het afweten terwijl de factuur werd overgebracht: {value}",
    ),
    Text("There is nothing to do.", "Er is niets te doen."),
    Who.NOBODY,
    places.NOWHERE,
    afterwards.TRIED_AGAIN,
)
GONE = Rule(
    "document-gone",
    Text(
        "The invoice was transferred as document {value}, which is not in Visma.net any more.",
        "De factuur is overgebracht als document {value}, dat niet meer in Visma.net staat.",
    ),
    Text(
        "If it was deleted on purpose, unlink the invoice (bridge.unlink) so that it is sent anew.",
        "Is het met opzet verwijderd, ontkoppel de factuur dan (bridge.unlink), zodat deze opnieuw wordt verzonden.",
    ),
    Who.ADMINISTRATOR,
    places.PROGRAM,
    afterwards.NEVER_TWICE,
)
NUMBER_UNKNOWN = Rule(
    "number-without-document",
    Text(
        "The invoice has the number {value}, but no such document of its total is in Visma.net.",
        "De factuur heeft nummer {value}, maar in Visma.net staat geen document met dat nummer en dit totaal.",
    ),
    Text(
        "Take the number away, or link the invoice to its document (bridge.relink).",
        "Haal het nummer weg, of koppel de factuur aan haar document (bridge.relink).",
    ),
    Who.ADMINISTRATOR,
    places.INVOICE,
    afterwards.NEVER_TWICE,
)
INVOICE_GONE = Rule(
    "invoice-gone",
    Text(
        "An invoice that was being carried over is not in Severa any more ({value}).",
        "Een factuur die werd overgebracht staat niet meer in Severa ({value}).",
    ),
    Text(
        "Look in Visma.net for a document with this invoice in its note and delete it; then unlink the invoice "
        "(bridge.unlink).",
        "Zoek in Visma.net een document met deze factuur in de notitie en verwijder het; ontkoppel de factuur "
        "daarna (bridge.unlink).",
    ),
    Who.VISMA_NET,
    places.V_INVOICES,
    afterwards.UNTIL_UNLINKED,
)
