"""What happens by itself once it is mended, or though nobody mends it."""

from __future__ import annotations

from severa_vnf.rules.text import Text

CROSSES = Text(
    "The next run carries the invoice over, as long as it has the status from which invoices are transferred.",
    "De volgende run brengt de factuur over, zolang die de status heeft waarmee facturen worden overgebracht.",
)
SENT_AGAIN = Text(
    "The invoice has the status of a failed transfer, and is tried again once it has the one from which invoices are "
    "transferred.",
    "De factuur heeft de status van een mislukte overdracht, en wordt opnieuw geprobeerd zodra die weer de status "
    "heeft waarmee facturen worden overgebracht.",
)
NUMBERED = Text(
    "The next run writes number, payment reference and status again.",
    "De volgende run schrijft nummer, betalingskenmerk en status opnieuw.",
)
SENT_WHEN_CERTAIN = Text(
    "It is sent again as soon as it can't arrive late any more.",
    "Het wordt opnieuw verzonden zodra het niet meer te laat kan aankomen.",
)
MADE_WHEN_CERTAIN = Text(
    "It is made again as soon as it can't arrive late any more.",
    "Het wordt opnieuw gemaakt zodra het niet meer te laat kan aankomen.",
)
TRIED_AGAIN = Text("The next run tries again.", "De volgende run probeert het opnieuw.")
ONE_TRIED = Text(
    "The next run tries one invoice; once that is taken, the rest follows. No number is lost on the others.",
    "De volgende run probeert één factuur; zodra die wordt aangenomen, volgt de rest. Aan de andere gaat geen nummer "
    "verloren.",
)
NEVER_TWICE = Text(
    "Nothing is sent before that, so that nothing is booked twice.",
    "Tot dan wordt niets verzonden, zodat niets dubbel wordt geboekt.",
)
ADOPTED = Text(
    "Nothing is sent or changed before that; the next run then links the one that is left.",
    "Tot dan wordt niets verzonden of gewijzigd; daarna koppelt de volgende run het document dat overblijft.",
)
WAITS_FOR_REMOVAL = Text(
    "Nothing is sent for this invoice before the document is gone; the next run that misses it goes on.",
    "Voor deze factuur wordt niets verzonden voordat het document weg is; de run die het mist gaat verder.",
)
UNTIL_BOTH_AGREE = Text(
    "Nothing is repaired by itself. It is told in every run until both sides agree.",
    "Niets wordt vanzelf hersteld. Het wordt bij elke run gemeld tot beide kanten gelijk zijn.",
)
UNTIL_UNLINKED = Text("It is told in every run until then.", "Tot dan wordt het bij elke run gemeld.")
READ_AGAIN = Text(
    "It is read again in every run, and crosses as soon as it can be read.",
    "Het wordt bij elke run opnieuw gelezen, en gaat over zodra het leesbaar is.",
)
WHOLE_STREAM = Text(
    "No invoice is carried over and no payment before that; the next run then takes all along.",
    "Tot dan gaan geen facturen en betalingen over; daarna neemt de volgende run alles mee.",
)
HOURS_LATER = Text(
    "It is tried again in a few hours, and not told any more once it is done.",
    "Het wordt na enkele uren opnieuw geprobeerd, en niet meer gemeld zodra het is gebeurd.",
)
APPLIED_FIRST = Text(
    "The credit note is applied a few hours later at most; it is not released before.",
    "De creditfactuur wordt uiterlijk enkele uren later verrekend, en niet eerder vrijgegeven.",
)

RECORD = Text("The next run carries the record over.", "De volgende run brengt het gegeven over.")
FIELD = Text(
    "The rest of the record crosses; this field is left as it is on both sides, and crosses again from then on.",
    "De rest van het gegeven gaat over; dit veld blijft aan beide kanten zoals het is, en gaat vanaf dan weer over.",
)
STAYS = Text("Nothing: it stays where it is.", "Niets: het blijft waar het is.")
MATCHED = Text(
    "Nothing is linked or made before that; the next run then matches them.",
    "Tot dan wordt niets gekoppeld of gemaakt; daarna brengt de volgende run ze bij elkaar.",
)
NO_SECOND = Text(
    "No second record is made; the next run matches it again.",
    "Er wordt geen tweede gegeven gemaakt; de volgende run probeert opnieuw te koppelen.",
)
NOTHING_DELETED = Text("Nothing is deleted on the other side.", "Aan de andere kant wordt niets verwijderd.")
OLD_NUMBER = Text("Until then documents go by the old number.", "Tot dan gaan documenten op het oude nummer.")
REGISTER_WAITS = Text(
    "The register waits; each run looks at it again.", "Het register wacht; elke run kijkt er opnieuw naar."
)

PAID_AFTER = Text(
    "The next run sets status and payment date by what Visma.net says then.",
    "De volgende run zet status en betaaldatum naar wat Visma.net dan zegt.",
)
COST = Text("The next run carries it over.", "De volgende run brengt het over.")
FILES_LATER = Text(
    "Whether the API takes files by now is asked once a day; then they cross.",
    "Eens per dag wordt gevraagd of de API inmiddels bestanden aanneemt; dan gaan ze over.",
)

LOOKED_AGAIN = Text(
    "The next look round finds it mended, and says no more of it.",
    "De volgende controle ziet dat het is verholpen, en meldt het niet meer.",
)
NO_RUN = Text("No run begins before that.", "Tot dan begint geen enkele run.")
