"""Which kinds of trouble explain which problems while they last: a table, from what the kinds do to calls alone."""

from __future__ import annotations

from collections.abc import Iterable

from severa_vnf.testing.faults import Kind

LATER = frozenset({"project-customer-missing", "customer-not-linked", "project-not-linked", "contact-customer-missing"})
"""Something that another record needs could not be made or read yet."""
UNHEARD = LATER | {"service-trouble", "list-not-read", "following-waits", "payment-waits", "payment-not-taken"}
"""A service could not be asked."""
UNKNOWN = frozenset(
    {"waits-for-certainty", "waits-for-certainty-record", "not-written-back", "answer-not-proven", "changed-meanwhile"}
)
"""Nobody knows whether something was done, or it was done under a run that is over."""
REFUSED = UNHEARD | {
    "rejected-by-visma-net",
    "write-refused",
    "refused-for-all",
    "not-written-back",
    "rejected-still-in-visma-net",
    "row-with-several-codes",
}
"""A service says no in its own words; what else is known of a refused invoice is told with it."""
UNREADABLE = UNHEARD | {"unreadable-record", "doubtful-document", "doubtful-record"}
"""An answer, or a row of it, tells nothing."""
GARBLED = (
    UNKNOWN | UNREADABLE | {"number-not-numeric", "number-changed", "record-vanished", "document-gone", "terms-unknown"}
)
"""An id or a number is another's, or nobody's; a row of a look-up can't be told."""
INVENTED = UNREADABLE | {"list-too-short", "statuses-unclear", "transfer-skipped"}
"""A list shows rows that nobody made, and then it ends."""
UNSURE = UNKNOWN | UNREADABLE | {"late-twin", "document-gone"}
"""An answer tells of another record, or of one that shows late: it is not there yet."""
CLOCKS = frozenset({"no-clock", "clock-differs"})
"""A service does not tell the time, or another one."""

EXPLAINS: tuple[tuple[tuple[str, ...], frozenset[str]], ...] = (
    (
        (
            Kind.UNREACHABLE,
            Kind.TOO_MANY,
            Kind.TOO_MANY_RETRY_AFTER,
            Kind.SERVER_ERROR,
            Kind.BAD_GATEWAY,
            Kind.HTML_403,
            Kind.HTML_404,
            Kind.GATEWAY_403,
            Kind.GATEWAY_404,
            Kind.ROUTE_404,
            Kind.ECHO_500,
            Kind.ANSWER_LOST,
            Kind.COMMITTED_500,
            Kind.COMMITTED_504,
            Kind.COMMITTED_408,
            Kind.COMMITTED_499,
            Kind.COMMITTED_401,
            Kind.COMMITTED_403,
            Kind.COMMITTED_404,
            Kind.COMMITTED_429,
            Kind.REDIRECT_301,
            Kind.REDIRECT_302,
            Kind.REDIRECT_307,
            Kind.SLOW,
            Kind.DRIP_HEAD,
            Kind.DRIP_BODY,
            Kind.SLOW_UPLOAD,
            Kind.TORN,
            "request late",
        ),
        UNHEARD | UNKNOWN,
    ),
    ((Kind.HTML_403, Kind.GATEWAY_403, Kind.COMMITTED_403), UNREADABLE),
    ((Kind.ECHO, Kind.VALIDATION_500), REFUSED | UNKNOWN | UNREADABLE),
    (
        (
            Kind.HTML_200,
            Kind.GARBAGE,
            Kind.EMPTY_200,
            Kind.EMPTY_CREATE,
            Kind.ACCEPTED,
            Kind.FOREIGN_JOB,
            Kind.HALF_BODY,
            Kind.PARTIAL_206,
        ),
        UNREADABLE | UNKNOWN,
    ),
    (
        (
            Kind.EMPTY_ID,
            Kind.NULL_ID,
            Kind.NUMBER_ID,
            Kind.CONTROL_ID,
            Kind.LONG_ID,
        ),
        GARBLED,
    ),
    ((Kind.OTHER_LOCATION, Kind.OTHER_RECORD, Kind.NOT_YET_READABLE, Kind.LAGGING_LIST), UNSURE),
    (
        (
            Kind.SHORT_LIST,
            Kind.LATER_PAGE_404,
            Kind.LATER_PAGE_GATEWAY_404,
            Kind.SAME_PAGE,
            Kind.TOKEN_LOOP,
            Kind.SHIFT,
        ),
        UNREADABLE | {"list-too-short"},
    ),
    ((Kind.ENDLESS,), INVENTED),
    (
        (Kind.NO_DATE, Kind.GARBLED_DATE, Kind.ZONED_DATE, Kind.DATE_OFF, Kind.AGED),
        CLOCKS,
    ),
    (("killed", "stopped"), UNKNOWN | LATER),
    (("a customer is renamed in Severa", "a project is renamed"), LATER | {"equal-in-number-alone"}),
    (("clock off", "clock jumps", "clock drifts"), UNKNOWN | LATER | CLOCKS),
)


def explained(kinds: Iterable[str]) -> frozenset[str]:
    """What may be told of any record while these troubles last."""
    there = {*map(str, kinds)}
    found = (codes for some, codes in EXPLAINS if not there.isdisjoint(map(str, some)))
    return frozenset().union(*found)
