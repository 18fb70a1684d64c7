"""Which troubles a simulated service can make. Where a request is not of the sort a kind is about, nothing is bent."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """The troubles a simulator can make. One that needs a length of time takes it from `Fault.seconds`."""

    # Nothing is done
    UNREACHABLE = "unreachable"
    """The connection fails: the service has not received the request."""
    TOO_MANY = "too many"
    """429 with the service's true text and no Retry-After."""
    TOO_MANY_RETRY_AFTER = "too many, retry after"
    """429 with Retry-After: 1."""
    SERVER_ERROR = "server error"
    """500 with an empty body, nothing done."""
    VALIDATION_500 = "validation 500"
    """500 that is a validation error: nothing done, and sending it again will not help."""
    BAD_GATEWAY = "bad gateway"
    """502 with an HTML page, nothing done."""
    HTML_403 = "html 403"
    """403 with a firewall's HTML page, nothing done."""
    HTML_404 = "html 404"
    """404 with a gateway's HTML page, nothing done."""
    GATEWAY_403 = "gateway 403"
    """403 with a gateway's JSON, `{"statusCode": 403, "message": ...}`, nothing done."""
    GATEWAY_404 = "gateway 404"
    """404 with a gateway's JSON, `{"statusCode": 404, "message": ...}`, nothing done."""
    HTML_200 = "html 200"
    """200 with an HTML page, as a proxy's sign-in: nothing done."""
    ROUTE_404 = "route 404"
    """404 in the service's own form to a POST, as if the route were gone: nothing done."""
    ECHO = "echo"
    """400 in the service's own form that repeats the request's headers and body, the secret with them: nothing done."""
    ECHO_500 = "echo 500"
    """500 in plain text that repeats the request's headers and body: nothing done."""

    # Done all the same
    ANSWER_LOST = "answer lost"
    """The service does what was asked and commits it; the answer is lost on the way (a read time-out)."""
    COMMITTED_500 = "committed 500"
    """500 although the service did what was asked."""
    COMMITTED_504 = "committed 504"
    """504 with an HTML page although the service did what was asked."""
    COMMITTED_408 = "committed 408"
    """408 although the service did what was asked."""
    COMMITTED_499 = "committed 499"
    """499 although the service did what was asked."""
    COMMITTED_401 = "committed 401"
    """401 although the service did what was asked; nobody confirmed that this can be."""
    COMMITTED_403 = "committed 403"
    """403 with a gateway's JSON although the service did what was asked."""
    COMMITTED_404 = "committed 404"
    """404 with a gateway's JSON although the service did what was asked."""
    COMMITTED_429 = "committed 429"
    """429 although the service did what was asked; nobody confirmed that this can be."""
    REDIRECT_301 = "redirect 301"
    """301 to another host although the service did what was asked."""
    REDIRECT_302 = "redirect 302"
    """302 to another host although the service did what was asked."""
    REDIRECT_307 = "redirect 307"
    """307 to another host although the service did what was asked."""
    EMPTY_CREATE = "empty create"
    """A create is committed and answered with its status, without a body and without a Location."""
    OTHER_LOCATION = "other location"
    """A write is committed; its Location, or its body, is that of another record of the collection."""
    STAMPED_AHEAD = "stamped ahead"
    """A write is committed and stamped `seconds` ahead of the clock (three days)."""

    # Reads
    GARBAGE = "garbage"
    """200 with a body that is no JSON (reads only)."""
    EMPTY_200 = "empty 200"
    """200 with an empty body where a list, a record or a file was asked for."""
    OTHER_RECORD = "other record"
    """A record that was asked for by its key is answered with another record of the collection."""
    NOT_YET_READABLE = "not yet readable"
    """A record made less than `seconds` ago (a minute) is answered 404 in the service's own form."""
    EMPTY_ID = "empty id"
    """The id of the first row, or of the record, is an empty text."""
    NULL_ID = "null id"
    """The id of the first row, or of the record, is null."""
    NUMBER_ID = "number id"
    """The id of the first row, or of the record, is a number where a text belongs, or a text where a number does."""
    CONTROL_ID = "control id"
    """The id of the first row, or of the record, has control characters in it."""
    LONG_ID = "long id"
    """The id of the first row, or of the record, is ten thousand characters long."""
    ACCEPTED = "accepted"
    """202 where none belongs: a read, a token, a poll. Visma.net then carries it out in the background."""
    FOREIGN_JOB = "foreign job"
    """The addresses of a background job are on another host; the job itself is the service's own."""

    # Lists
    SHIFT = "shift"
    """A list is answered with a row of the page before it repeated, as when rows move while being read."""
    SHORT_LIST = "short list"
    """A page lacks its last row, though the total that it tells counts it (Visma.net; two rows or more)."""
    LATER_PAGE_404 = "later page 404"
    """A page after the first is answered 404 in the service's own form."""
    LATER_PAGE_GATEWAY_404 = "later page gateway 404"
    """A page after the first is answered 404 with a gateway's JSON."""
    SAME_PAGE = "same page"
    """Every page after the first is the first page again."""
    ENDLESS = "endless"
    """Every page has rows that were never seen before, and says that there are more."""
    TOKEN_LOOP = "token loop"  # noqa: S105 - a kind of trouble, no secret
    """The NextPageToken of a page leads to that page again (Severa)."""
    LAGGING_LIST = "lagging list"
    """A list does not show what was written less than `seconds` ago (a minute), though it can be read alone."""

    # The clock
    NO_DATE = "no date"
    """The answer has no Date."""
    GARBLED_DATE = "garbled date"
    """The answer's Date cannot be read."""
    ZONED_DATE = "zoned date"
    """The answer's Date is the right moment in a zone of its own, +0200 in place of GMT."""
    DATE_OFF = "date off"
    """The answer's Date is `seconds` ahead (three hours), as a clock that is off; negative for behind."""
    AGED = "aged"
    """The answer has an Age, and a Date that is so much older (a day), as one out of a cache."""

    # Bytes
    SLOW = "slow"
    """Answered as usual, `seconds` later (twenty)."""
    DRIP_HEAD = "drip head"
    """The head of the answer comes in small pieces, `seconds` apart (five)."""
    DRIP_BODY = "drip body"
    """The body of the answer comes in small pieces, `seconds` apart (five)."""
    SLOW_UPLOAD = "slow upload"
    """The body of the request is taken in small pieces, `seconds` apart (five), and what it asks done only then."""
    TORN = "torn"
    """Done as asked; the connection closes in the middle of the answer's body."""
    HALF_BODY = "half body"
    """Done as asked; only half of the body is sent, and Content-Length is that of the half."""
    PARTIAL_206 = "partial 206"
    """A read is answered 206 with the first half of the body."""


BEFORE = frozenset({Kind.SLOW_UPLOAD})
"""The kinds that strike before the body of the request has been read."""

SECONDS = {
    Kind.STAMPED_AHEAD: 3 * 86400.0,
    Kind.NOT_YET_READABLE: 60.0,
    Kind.LAGGING_LIST: 60.0,
    Kind.DATE_OFF: 3 * 3600.0,
    Kind.AGED: 86400.0,
    Kind.SLOW: 20.0,
    Kind.DRIP_HEAD: 5.0,
    Kind.DRIP_BODY: 5.0,
    Kind.SLOW_UPLOAD: 5.0,
}
"""The length of time of each kind that needs one, where the fault tells none."""
