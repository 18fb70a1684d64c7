"""What can go wrong on the way of an invoice, and in a run."""

from __future__ import annotations

from severa_vnf.rules import afterwards, places
from severa_vnf.rules.rule import Rule, Severity, Who
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
        "Nobody knows whether the invoice reached Visma.net: a document that may be it can't be read ({value}).",
        "Niemand weet of de factuur Visma.net heeft bereikt: een document dat het kan zijn, is niet te lezen "
        "({value}).",
    ),
    Text(
        "Look at the document in Visma.net. If it is this invoice, link it (bridge.relink); if not, report that it "
        "can't be read.",
        "Bekijk het document in Visma.net. Is het deze factuur, koppel het dan (bridge.relink); zo niet, meld dan dat "
        "het niet te lezen is.",
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
NUMBERED_ALIKE = Rule(
    "numbered-alike",
    Text(
        "Visma.net has a document of this number and customer that differs from the invoice (Severa / Visma.net): "
        "{value}.",
        "In Visma.net staat een document met dit nummer en deze klant dat van de factuur verschilt (Severa / "
        "Visma.net): {value}.",
    ),
    Text(
        "If it is the invoice's document, link them (bridge.relink). If not, there is nothing to do.",
        "Is het het document van de factuur, koppel ze dan (bridge.relink). Zo niet, dan is er niets te doen.",
    ),
    Who.ADMINISTRATOR,
    places.PROGRAM,
    afterwards.UNTIL_UNLINKED,
    Severity.WARNING,
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
NOT_PROVEN = Rule(
    "answer-not-proven",
    Text(
        "Visma.net's answer to the transfer named document {value}, which does not carry this invoice's mark.",
        "Het antwoord van Visma.net op de overdracht noemde document {value}, dat het kenmerk van deze factuur niet "
        "draagt.",
    ),
    Text(
        "There is nothing to do: the invoice's own document is being looked for, and nothing is deleted.",
        "Er is niets te doen: het eigen document van de factuur wordt gezocht, en niets wordt verwijderd.",
    ),
    Who.NOBODY,
    places.NOWHERE,
    afterwards.SENT_WHEN_CERTAIN,
)
LOOKS_ALIKE = Rule(
    "looks-alike",
    Text(
        "Nobody knows whether the invoice reached Visma.net: {value} looks like it and carries no mark of any invoice.",
        "Niemand weet of de factuur Visma.net heeft bereikt: {value} lijkt erop en draagt van geen factuur het "
        "kenmerk.",
    ),
    Text(
        'If it is another one, say so: bridge.not_it("invoices", guid, "{name}"). If it is this one, link it '
        "(bridge.relink).",
        'Is het een andere, zeg dat dan: bridge.not_it("invoices", guid, "{name}"). Is het deze, koppel haar dan '
        "(bridge.relink).",
    ),
    Who.ADMINISTRATOR,
    places.V_INVOICES,
    afterwards.NEVER_TWICE,
)
LATE_TWIN = Rule(
    "late-twin",
    Text(
        "A second document with this invoice's mark has appeared in Visma.net: {value}.",
        "In Visma.net is een tweede document met het kenmerk van deze factuur verschenen: {value}.",
    ),
    Text(
        "Keep the one with the invoice's number; delete the other in Visma.net, or credit it if it is released.",
        "Houd het document met het nummer van de factuur; verwijder het andere in Visma.net, of crediteer het als het "
        "is vrijgegeven.",
    ),
    Who.VISMA_NET,
    places.V_INVOICES,
    afterwards.UNTIL_BOTH_AGREE,
)
UNLINKED_STAYS = Rule(
    "unlinked-document-stays",
    Text(
        "The invoice was unlinked from {value}, which still stands in Visma.net or has been sent to the customer.",
        "De factuur is ontkoppeld van {value}, die nog in Visma.net staat of al naar de klant is verzonden.",
    ),
    Text(
        "Link it again (bridge.relink), delete the document in Visma.net, or make a credit note for it.",
        "Koppel haar opnieuw (bridge.relink), verwijder het document in Visma.net, of maak er een creditfactuur voor.",
    ),
    Who.ADMINISTRATOR,
    places.V_INVOICES,
    afterwards.NEVER_TWICE,
)
COMPANY_CAUSE = Rule(
    "refused-for-all",
    Text(
        'Visma.net refuses one invoice after another for the same reason: "{value}".',
        'Visma.net weigert de ene factuur na de andere om dezelfde reden: "{value}".',
    ),
    Text(
        "Mend in Visma.net what the message names; it is the company's, not this invoice's.",
        "Herstel in Visma.net wat de melding noemt; het ligt aan de administratie, niet aan deze factuur.",
    ),
    Who.VISMA_NET,
    places.V_NAMED,
    afterwards.ONE_TRIED,
)
INVOICE_CHANGED_AFTER = Rule(
    "invoice-changed-after-transfer",
    Text(
        "{field} of the invoice was changed in Severa after the transfer: {value}.",
        "{field} van de factuur is na de overdracht in Severa gewijzigd: {value}.",
    ),
    Text(
        "Put it back in Severa, or make a credit note and a new invoice.",
        "Zet het in Severa terug, of maak een creditfactuur en een nieuwe factuur.",
    ),
    Who.SEVERA,
    places.INVOICE,
    afterwards.UNTIL_BOTH_AGREE,
)
INVOICE_DELETED_AFTER = Rule(
    "invoice-deleted-after-transfer",
    Text(
        "The invoice was deleted in Severa after its transfer as {value}.",
        "De factuur is in Severa verwijderd na de overdracht als {value}.",
    ),
    Text(
        "Delete the document in Visma.net, or credit it there if it is released; then unlink the invoice "
        "(bridge.unlink).",
        "Verwijder het document in Visma.net, of crediteer het daar als het is vrijgegeven; ontkoppel de factuur "
        "daarna (bridge.unlink).",
    ),
    Who.VISMA_NET,
    places.V_INVOICES,
    afterwards.UNTIL_UNLINKED,
)
SKIPPED_TRANSFER = Rule(
    "transfer-skipped",
    Text(
        "The invoice has the status {value} in Severa, and was never transferred to Visma.net.",
        "De factuur heeft in Severa de status {value}, en is nooit naar Visma.net overgebracht.",
    ),
    Text(
        "Put it back to the status from which invoices are transferred; if it was booked by hand, link it to its "
        "document (bridge.relink).",
        "Zet haar terug op de status waarmee facturen worden overgebracht; is ze met de hand geboekt, koppel haar dan "
        "aan haar document (bridge.relink).",
    ),
    Who.SEVERA,
    places.INVOICE,
    afterwards.CROSSES,
)
SEVERAL_COMPANIES = Rule(
    "several-companies",
    Text(
        "The invoice is for projects of several companies: {value}.",
        "De factuur is voor projecten van meer dan één onderneming: {value}.",
    ),
    Text("Make an invoice for each of them in Severa.", "Maak in Severa voor elk daarvan een eigen factuur."),
    Who.SEVERA,
    places.INVOICE,
    afterwards.CROSSES,
)
