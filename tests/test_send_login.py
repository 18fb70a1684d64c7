from __future__ import annotations

from datetime import timedelta

import pytest

from severa_vnf import severa, vnf
from severa_vnf.errors import AuthError, ServiceDown
from severa_vnf.testing import Fault, Faults, Kind, SeveraSimulator, VnfSimulator
from severa_vnf.wire.call import Reply
from tests.hosts import Host, both
from tests.wires import GET, SECOND, at_once, sender

STATUSES = severa.invoice_statuses.list()


@both
def test_a_token_serves_many_calls(host: Host) -> None:
    """One token is asked for, whatever is called; exchanges are counted without it."""
    sev = host.severa(SeveraSimulator())
    for _ in range(3):
        host.rows(sev.iterate(STATUSES))
    assert (sev.logins, sev.requests) == (1, 3)


@both
def test_the_scopes_of_a_token(host: Host) -> None:
    """What the last token holds is told as the service lists it; before the first nothing is."""
    sev = host.severa(SeveraSimulator(scopes={"settings:read", "customers:read"}))
    assert sev.granted == ""
    host.rows(sev.iterate(STATUSES))
    assert set(sev.granted.replace(",", " ").split()) == {"settings:read", "customers:read"}


@both
@pytest.mark.parametrize(("lifetime", "renewed"), [(3600, 3480), (240, 120), (60, 30)])
def test_a_token_is_renewed_before_it_ends(host: Host, lifetime: int, renewed: int) -> None:
    """Two minutes before its end, and never before half its life, a token is replaced by a new one."""
    sim = SeveraSimulator(token_lifetime=lifetime)
    sev = host.severa(sim)
    host.rows(sev.iterate(STATUSES))
    sim.clock.advance(timedelta(seconds=renewed - 1))
    host.rows(sev.iterate(STATUSES))
    assert sev.logins == 1
    sim.clock.advance(SECOND)
    host.rows(sev.iterate(STATUSES))
    assert sev.logins == 2


@both
def test_a_token_is_asked_for_once_by_many(host: Host) -> None:
    """However many call at once, one of them asks for the token and the others use it."""
    one = sender(host)
    at_once(host, one, [GET] * 8)
    assert (one.logins, one.requests) == (1, 8)


@both
def test_a_refused_token_is_renewed_once_by_many(host: Host) -> None:
    """However many are refused with the old token, one of them asks for the new one."""
    good = ["Bearer t1"]
    one = sender(host, lambda out: Reply(204 if out.headers["Authorization"] in good else 401))
    host.answer(one.send(GET))
    good[:] = ["Bearer t2"]
    at_once(host, one, [GET] * 8)
    assert one.logins == 2


@both
def test_a_second_401_is_final(host: Host) -> None:
    """A service that refuses a new token too gets no third one."""
    one = sender(host, lambda out: Reply(401))
    with pytest.raises(AuthError):
        host.answer(one.send(GET))
    assert (one.logins, one.requests) == (2, 2)


@both
@pytest.mark.parametrize("wrong", [{"client_id": "other"}, {"client_secret": "other"}, {"tenant_id": "other"}])
def test_a_wrong_credential_is_told_at_once(host: Host, wrong: dict[str, str]) -> None:
    """A refused token request is an AuthError, and no call is made."""
    sim = VnfSimulator()
    fin = host.vnf(sim, **wrong)
    with pytest.raises(AuthError, match="POST /connect/token"):
        host.rows(fin.iterate(vnf.branch.list()))
    assert (fin.logins, sim.requests) == (0, [])


@both
def test_a_wrong_secret_is_told_by_severa_too(host: Host) -> None:
    """The same of Severa, whose token request is another."""
    with pytest.raises(AuthError, match="POST /v1/token"):
        host.rows(host.severa(SeveraSimulator(), client_secret="other").iterate(STATUSES))


@both
@pytest.mark.parametrize("kind", [Kind.ANSWER_LOST, Kind.UNREACHABLE, Kind.SERVER_ERROR, Kind.TOO_MANY])
def test_a_token_request_is_tried_again(host: Host, kind: Kind) -> None:
    """Asking for a token once more does no harm: a lost answer or a failure is tried again, like a read."""
    sim = SeveraSimulator()
    sim.faults = Faults([Fault(kind, path="token", nth=1)])
    sev = host.severa(sim)
    host.rows(sev.iterate(STATUSES))
    assert sev.logins == 1


@both
def test_a_token_service_that_is_down_is_down(host: Host) -> None:
    """A write whose token could not be had was not sent: ServiceDown, and nothing is in doubt."""
    sim = SeveraSimulator()
    sim.faults = Faults([Fault(Kind.SERVER_ERROR, path="token")])
    with pytest.raises(ServiceDown):
        host.answer(host.severa(sim).send(severa.customers.create(severa.NewCustomer(name="n"))))
    assert sim.requests == []
