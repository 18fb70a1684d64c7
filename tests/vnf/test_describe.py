from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf import vnf
from severa_vnf.errors import OutcomeUnknown
from severa_vnf.values import Stamp
from severa_vnf.vnf.describe import key
from severa_vnf.wire.call import Call, Reply
from severa_vnf.wire.judge import Answer, Refusal, judge
from severa_vnf.wire.mismatch import Mismatch, Undecodable

SINCE = Stamp(datetime(2026, 10, 31, 23, 30))


def body(call: Call[Any]) -> Any:
    """What a call sends."""
    assert call.body is not None
    return json.loads(call.body)


def test_an_unknown_filter_is_refused() -> None:
    """The service would ignore it and answer with everything, so it is never sent; the right names are told."""
    wrong: Mapping[str, Any] = {"customer": "10000"}
    with pytest.raises(TypeError, match=r"no such filter here: customer; there are: .*external_reference"):
        vnf.customer_invoice.list(**wrong)


def test_a_stamp_filter_means_that_moment_and_later() -> None:
    """It is sent with the condition that the service demands beside it."""
    asked = dict(vnf.customer.list(last_modified_date_time=SINCE).first.query)
    assert asked["lastModifiedDateTime"] == "2026-10-31T23:30:00.000"
    assert asked["lastModifiedDateTimeCondition"] == ">="


def test_journal_transactions_have_no_condition() -> None:
    """Their stamp filter means since by itself, and knows no condition."""
    asked = dict(vnf.journal_transaction.list(last_modified_date_time=SINCE).first.query)
    assert "lastModifiedDateTimeCondition" not in asked


@pytest.mark.parametrize("number", ["", "  ", "A\u0007", "9" * 101])
def test_a_record_without_a_number(number: str) -> None:
    """What is named by a number and shows none is no record, alone or in a list."""
    customer = json.dumps({"internalId": 5, "number": number, "name": "Acme", "status": "Active"}).encode()
    with pytest.raises(Mismatch, match="no number of a record"):
        vnf.customer.get_by_id(5).read(Reply(200, {}, customer))
    [row] = vnf.customer.list().first.read(Reply(200, {}, b"[" + customer + b"]")).rows
    assert isinstance(row, Undecodable)


def test_a_filter_may_have_a_name_of_its_own() -> None:
    """Where the service's spelling is not the rule's, the call has the service's."""
    assert dict(vnf.project.list(visible_in_ap=True).first.query)["visibleInAP"] == "true"


def test_several_values_of_a_filter_are_repeated() -> None:
    """Item kinds go out as one parameter for each."""
    kinds = (vnf.ItemType.LABOR_ITEM, vnf.ItemType.EXPENSE_ITEM)
    asked = vnf.inventory.list(inventory_types=kinds).first.query
    assert [each for name, each in asked if name == "inventoryTypes"] == ["LaborItem", "ExpenseItem"]


def test_a_paged_list_begins_with_its_first_page() -> None:
    """Without page parameters the service would give the first few rows and no more."""
    asked = dict(vnf.customer.list().first.query)
    assert asked == {"pageNumber": "1", "pageSize": "1000"}


def test_an_unpaged_list_asks_for_no_page() -> None:
    """The service would ignore the parameters."""
    assert vnf.contact.list().first.query == ()


def test_a_list_that_is_not_found_is_empty() -> None:
    """Some lists answer 404 where nothing is left."""
    verdict = judge(vnf.inventory.list(description="nothing").first, Reply(404, {}, b'{"message":"None."}'))
    assert isinstance(verdict, Answer)
    assert [*verdict.value.rows] == []


@pytest.mark.parametrize(
    "location",
    [
        "https://api.finance.visma.net/v1/customerinvoice/300001",
        "http://integration.visma.net/API/controller/api/v1/customerinvoice/300001",
        "/v1/customerinvoice/300001",
        "https://api.finance.visma.net/v1/customerinvoice/300001/",
        "https://api.finance.visma.net/v1/customerinvoice/300001?x=1",
        "https://api.finance.visma.net/v1/customerinvoice/300001%20%20",
        "300001",
    ],
)
def test_the_number_of_what_was_made_ends_its_location(location: str) -> None:
    """On whichever host, absolute or not, with a slash, a query or padding behind it."""
    call = vnf.customer_invoice.create(vnf.CustomerInvoiceUpdate())
    assert call.read(Reply(201, {"location": location})) == "300001"


def test_a_number_is_unquoted() -> None:
    """It need not be digits."""
    call = vnf.inventory.create(vnf.InventoryUpdate())
    assert call.read(Reply(201, {"location": "/v1/inventory/A%2FB%20%C3%98"})) == "A/B Ø"


@pytest.mark.parametrize("headers", [{}, {"location": ""}, {"location": "/"}])
def test_made_without_a_location_is_a_doubt(headers: dict[str, str]) -> None:
    """Something was made and nobody knows its number: it is never simply made again."""
    call = vnf.customer.create(vnf.CustomerUpdate(name="Acme"))
    with pytest.raises(Mismatch, match="Location"):
        call.read(Reply(201, headers))
    verdict = judge(call, Reply(201, headers))
    assert isinstance(verdict, Refusal)
    assert isinstance(verdict.why, OutcomeUnknown)


def test_an_id_with_reserved_characters_goes_in_base64() -> None:
    """As the service's own example does it."""
    assert vnf.inventory.get(":/?#[]@&*+;").path == "/v1/inventory/b64(Oi8_I1tdQCYqKzs)"
    assert vnf.inventory.get("A-1.b").path == "/v1/inventory/A-1.b"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_id_is_one_segment_of_a_path(number: str) -> None:
    """Whatever it holds, it neither leaves its place nor becomes another id."""
    found = key(number)
    assert not set(found) & set("/?#")
    assert found.strip(".")
    assert read_back(found) == number


def read_back(found: str) -> str:
    """The id that a segment stands for."""
    if found.startswith("b64("):
        text = found.removeprefix("b64(").removesuffix(")")
        return urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    return unquote(found)


def test_an_update_names_what_it_changes_and_nothing_else() -> None:
    """What is UNSET is not in the body, empty texts and false are."""
    update = vnf.CustomerUpdate(name="", override_with_class_values=False, main_address=vnf.AddressUpdate(city="Oslo"))
    assert body(vnf.customer.update("10000", update)) == {
        "name": {"value": ""},
        "overrideWithClassValues": False,
        "mainAddress": {"value": {"city": {"value": "Oslo"}}},
    }


def test_the_service_s_misspellings_are_written() -> None:
    """Three fields of a project are read under their names and written under others."""
    update = vnf.ProjectUpdate(project_manager="7", restrict_employees=True, restrict_equipment=False)
    assert body(vnf.project.update("P1", update)) == {
        "projectManger": {"value": "7"},
        "restricEmployees": {"value": True},
        "restricEquipment": {"value": False},
    }


def test_lines_stand_bare_and_say_what_is_done_with_them() -> None:
    """An amount keeps its digits."""
    line = vnf.LineUpdate(inventory_number="CONS", quantity=Decimal("1.50"))
    call = vnf.customer_credit_note.create(vnf.CustomerCreditNoteUpdate(lines=(line,)))
    assert body(call) == {
        "lines": [{"operation": "Insert", "inventoryNumber": {"value": "CONS"}, "quantity": {"value": 1.5}}]
    }
    assert b"1.50" in (call.body or b"")


def test_releasing_a_payment_wraps_its_kind_and_voiding_does_not() -> None:
    """Two actions side by side, and the service reads the one field in two ways."""
    assert body(vnf.customer_payment.release("1")) == {"type": {"value": "Payment"}}
    assert body(vnf.customer_payment.void("1")) == {"type": "Payment", "returnVoidPayment": False}


def test_an_action_may_fail_with_success() -> None:
    """HTTP 200 says nothing: the answer does, where there is one."""
    call = vnf.customer_invoice.release("300001")
    failed = call.read(Reply(200, {}, b'{"actionResult": "Failed", "errorInfo": "closed period"}'))
    assert (failed.action_result, failed.error_info) == (vnf.Progress.FAILED, "closed period")
    assert call.read(Reply(200)).action_result is None


def test_a_reversal_tells_the_number_of_the_credit_note() -> None:
    """The action answers with it."""
    call = vnf.customer_invoice.reverse("300001")
    assert (
        call.read(Reply(200, {}, b'{"actionResult": "Done", "referenceNumber": "800001 "}')).reference_number
        == "800001"
    )


def test_a_purchase_document_is_addressed_by_its_kind() -> None:
    """Without one the service looks among invoices only."""
    kind = vnf.SupplierDocumentType.DEBIT_ADJ
    assert vnf.supplier_invoice.get("900001", kind).path == "/v1/supplierInvoice/DebitAdj/900001"
    assert vnf.supplier_invoice.get("900001").path == "/v1/supplierInvoice/900001"


def test_a_task_is_made_under_its_project_and_changed_under_its_own_id() -> None:
    """The same place in the path holds the one id or the other."""
    task = vnf.ProjectTaskUpdate(task_id="10", description="Work")
    assert (vnf.project_task.create(7, task).method, vnf.project_task.create(7, task).path) == (
        "POST",
        "/v1/projecttask/7",
    )
    assert vnf.project_task.update(8, task).path == "/v1/projecttask/8"


@pytest.mark.parametrize(
    ("document", "lines"),
    [(vnf.customer_invoice.get("1"), "invoiceLines"), (vnf.customer_credit_note.get("1"), "lines")],
)
def test_both_kinds_of_document_give_their_lines_as_rows(document: Call[vnf.CustomerInvoice], lines: str) -> None:
    """Whatever they are called on the wire, and where there are none."""
    head = {"referenceNumber": "1", "status": "Balanced", "amountInCurrency": 1}
    whole = document.read(Reply(200, {}, json.dumps({**head, lines: [{"lineNumber": 1}]}).encode()))
    assert [row.line_number for row in whole.rows] == [1]
    assert document.read(Reply(200, {}, json.dumps(head).encode())).rows == ()


def test_the_ids_of_all_keys_are_read() -> None:
    """The list holds texts, not objects; anything else is a fault with its place."""
    call = vnf.dimension.list().first
    assert call.read(Reply(200, {}, b'["PROJECT", "INVENTORY "]')).rows == ("PROJECT", "INVENTORY")
    with pytest.raises(Mismatch, match=r"ids\[0\]: text expected"):
        call.read(Reply(200, {}, b"[{}]"))


def test_a_segment_s_value_goes_in_base64() -> None:
    """Its id may hold anything."""
    assert vnf.dimension.get_value("SUBACCOUNT", 1, "a/b").path == "/v1/dimension/SUBACCOUNT/1/YS9i"


def test_background_work_tells_the_headers_of_its_answer() -> None:
    """Under names in lower case, and none where it tells none."""
    call = vnf.background.get("7f")
    done = call.read(
        Reply(200, {}, b'{"id": "7f", "status": "Finished", "responseHeaders": {"Location": "/v1/customer/1"}}')
    )
    assert done.response_headers == {"location": "/v1/customer/1"}
    assert call.read(Reply(200, {}, b'{"id": "7f", "status": "Started"}')).response_headers == {}


def test_a_file_is_read_as_it_is() -> None:
    """Its bytes are no JSON."""
    assert vnf.attachment.get("7f").read(Reply(200, {}, b"%PDF\x00")) == b"%PDF\x00"


def test_a_module_has_a_short_name() -> None:
    """Answers have the long form, filters and paths the short one."""
    assert vnf.Module("ModuleAP").short == "AP"
