"""What is printed about money: the receipt with its amount in capitals, the statement with its balance."""

from typing import Any

import pytest
from tests.company import HOUSE

from keta.kernel.access import Actor
from keta.kernel.fieldtypes import plain_showing
from keta.kernel.objects import kind_of
from keta.kernel.refusals import NotFound
from keta.modules.billing.operations import draft_invoice, issue_invoice
from keta.modules.billing.prints import receipt_sheet, statement_of_account
from keta.surfaces.prints.declaration import print_named, prints_of
from keta.surfaces.prints.render import render
from keta.surfaces.prints.views import fonts_folder


@pytest.mark.feature("EXT-14")
def test_a_receipt_names_its_contracts_and_the_amount_in_capitals(contract: Any, pay: Any) -> None:
    paper = receipt_sheet(pay("1200"), plain_showing("zh-hans"))
    assert paper["capitals"]["value"] == "壹仟贰佰元整"
    assert [row[1:] for row in paper["rows"]][-1] == ["Advance", "70.00"]
    assert (contract.number in paper["rows"][0][1], paper["rows"][0][2]) == (True, "339.00")
    assert render("quotation", paper, fonts_folder()).startswith(b"%PDF")


@pytest.mark.feature("EXT-13", "EXT-14")
def test_a_statement_runs_to_the_balance_that_is_to_be_stamped(contract: Any, pay: Any, customer: Any) -> None:
    issue_invoice(draft_invoice(contract, actor=HOUSE), actor=HOUSE)
    pay("400", received_on=None)
    paper = statement_of_account(customer, plain_showing("zh-hans"))
    assert [row[2:] for row in paper["rows"]] == [["1,130.00", "", "1,130.00"], ["", "400.00", "730.00"]]
    assert (paper["totals"][0]["value"], paper["capitals"]["value"]) == ("730.00", "柒佰叁拾元整")
    assert render("quotation", paper, fonts_folder()).startswith(b"%PDF")


def test_a_statement_is_for_those_who_see_invoices(anna: Actor, cashier: Actor, company: Any) -> None:
    party, keeper = kind_of("parties.customer"), company.hire("库管", "storekeeper")
    for actor in (anna, cashier):
        assert "statement_of_account" in prints_of(party, actor)
    with pytest.raises(NotFound):
        print_named(party, "statement_of_account", keeper)
