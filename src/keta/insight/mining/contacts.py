"""The best contact list under a budget: which customers, by which channel; a genetic algorithm beside greedy
and exact.

Holland (1975); the problem is the multiple-choice knapsack problem (Kellerer, Pferschy, Pisinger 2004).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from keta.insight.base import (
    CNY,
    BadInput,
    Figure,
    Progress,
    Result,
    Source,
    Text,
    Unit,
    amount,
    awaited,
    fetch,
    key,
    read,
    silent,
    span,
)
from keta.insight.base.figures import bars
from keta.insight.mining import campaign_words as words

Choices = NDArray[np.intp]
Amounts = NDArray[np.int64]

NONE = -1
"""The customer is not contacted."""
EXACT_LIMIT = 2_000


@dataclass(frozen=True)
class Campaign:
    """The budget in smallest units of `money`, the rounds of the search and its seed;
    one contact a customer.
    """

    budget: int
    money: Unit = CNY
    population: int = 60
    rounds: int = 150
    seed: int = 20261121


@dataclass(frozen=True)
class Offers:
    """Possible contacts, sorted by customer: customer number,
    cost and expected profit of each, in smallest units.
    """

    customer: Choices
    cost: Amounts
    profit: Amounts
    first: Choices
    """Place of each customer's first possible contact; one more at the end."""

    def total(self, chosen: Choices) -> tuple[int, int]:
        """(profit, cost) of a list of one place, or NONE, a customer."""
        places = chosen[chosen != NONE]
        return int(self.profit[places].sum()), int(self.cost[places].sum())


@dataclass(frozen=True)
class ContactList(Result):
    """`table`: customer, channel, cost, profit of the contacts to make.
    `profit` and `cost` are smallest units.
    """

    campaign: Campaign
    profit: int
    cost: int
    greedy_profit: int
    exact_profit: int | None

    def story(self) -> Sequence[Text]:
        money = self.campaign.money
        told = [
            words.LIST(
                contacts=self.table.num_rows,
                cost=money.told(self.cost),
                budget=money.told(self.campaign.budget),
                profit=money.told(self.profit),
            ),
            words.GREEDY(profit=money.told(self.greedy_profit)),
        ]
        if self.exact_profit is None:
            return [*told, words.TOO_LARGE(limit=EXACT_LIMIT)]
        return [
            *told,
            words.EXACT(profit=money.told(self.exact_profit), share=_share(self.profit, self.exact_profit)),
        ]

    def figure(self) -> Figure:
        money = self.campaign.money
        ways = [(words.GREEDY_NAME, self.greedy_profit), (words.GENETIC_NAME, self.profit)]
        if self.exact_profit is not None:
            ways.append((words.EXACT_NAME, self.exact_profit))
        names = [name for name, _ in ways]
        return bars(words.CONTACT_FIGURE, names, [(words.PROFIT, [money.whole(sum_) for _, sum_ in ways])], money.code)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def best_contacts(
    source: Source,
    campaign: Campaign,
    columns: tuple[str, str, str, str] = ("customer", "channel", "cost", "profit"),
    progress: Progress = silent,
) -> ContactList:
    """From possible contacts (a row a customer and channel with cost and
    expected profit) the list of greatest profit.
    """
    if campaign.budget <= 0:
        raise BadInput(words.NO_BUDGET(budget=campaign.budget))
    wanted = (
        key(columns[0]),
        key(columns[1], "channel"),
        *(amount(name, name, campaign.money) for name in columns[2:]),
    )
    rows = fetch(read(source, wanted).table.order_by("customer", "channel"))
    if (
        len({(row["customer"], row["channel"]) for row in rows.select(["customer", "channel"]).to_pylist()})
        < rows.num_rows
    ):
        raise BadInput(words.TWICE, columns[1])
    offers = _offers(rows, columns)
    greedy = greedy_contacts(offers, campaign.budget)
    chosen = genetic_contacts(offers, campaign, greedy, span(progress, 0.0, 0.8))
    exact_profit = _exact_profit(offers, campaign.budget, span(progress, 0.8, 1.0))
    profit, cost = offers.total(chosen)
    units = {"cost": campaign.money, "profit": campaign.money}
    picked = rows.take(pa.array(np.sort(chosen[chosen != NONE])))
    return ContactList(
        table=picked.rename_columns(["customer", "channel", "cost", "profit"]),
        units=units,
        sources=("Holland (1975)", "Kellerer, Pferschy, Pisinger (2004), Knapsack Problems"),
        campaign=campaign,
        profit=profit,
        cost=cost,
        greedy_profit=offers.total(greedy)[0],
        exact_profit=exact_profit,
    )


def _exact_profit(offers: Offers, budget: int, progress: Progress) -> int | None:
    """The profit of the proven best list; None where there are too many possible contacts."""
    if len(offers.cost) > EXACT_LIMIT:
        return None
    return offers.total(awaited(partial(exact_contacts, offers, budget), progress, words.SEARCHING))[0]


def _offers(rows: pa.Table, columns: tuple[str, str, str, str]) -> Offers:
    _, customer = np.unique(np.array(rows["customer"].to_pylist()), return_inverse=True)
    cost, profit = rows[columns[2]].to_numpy(), rows[columns[3]].to_numpy()
    if (cost <= 0).any():
        raise BadInput(words.FREE_CONTACT(count=int((cost <= 0).sum())), columns[2])
    first = np.searchsorted(customer, np.arange(customer.max() + 2))
    return Offers(customer, cost, profit, first)


def greedy_contacts(offers: Offers, budget: int) -> Choices:
    """Best profit per cost first, one contact a customer, while the budget lasts."""
    chosen = np.full(len(offers.first) - 1, NONE)
    return _filled(offers, chosen, budget, np.argsort(-offers.profit / offers.cost, kind="stable"))


def _filled(offers: Offers, chosen: Choices, budget: int, order: Choices) -> Choices:
    """Takes contacts in `order` for customers who have none,
    each that still fits, in runs that fit together.
    """
    left = budget - offers.total(chosen)[1]
    order = order[offers.profit[order] > 0]
    while True:
        order = order[(chosen[offers.customer[order]] == NONE) & (offers.cost[order] <= left)]
        if not len(order):
            return chosen
        # Only the first contact of each customer can be part of one run.
        firsts = order[np.sort(np.unique(offers.customer[order], return_index=True)[1])]
        run = firsts[np.cumsum(offers.cost[firsts]) <= left]
        chosen[offers.customer[run]] = run
        left -= int(offers.cost[run].sum())


def genetic_contacts(offers: Offers, campaign: Campaign, start: Choices, progress: Progress = silent) -> Choices:
    """Lists that pair, change a little, are repaired to the budget, and survive by profit. The best one
    never dies,
    so the answer is at least as good as `start`."""
    random = np.random.default_rng(campaign.seed)
    order = np.argsort(-offers.profit / offers.cost, kind="stable")
    lists = [start.copy()]
    while len(lists) < campaign.population:
        lists.append(_repaired(offers, _mutated(offers, start, random, 0.2), campaign.budget, order))
    for done in range(campaign.rounds):
        progress(done / campaign.rounds, words.SEARCHING)
        profits = np.array([offers.total(one)[0] for one in lists])
        ranking = np.argsort(-profits, kind="stable")
        children = [lists[ranking[0]]]
        while len(children) < campaign.population:
            mother, father = (lists[ranking[random.integers(0, campaign.population, 3).min()]] for _ in range(2))
            child = np.where(random.random(len(mother)) < 0.5, mother, father)
            child = _mutated(offers, child, random, 2.0 / len(child))
            children.append(_repaired(offers, child, campaign.budget, order))
        lists = children
    return max(lists, key=lambda one: offers.total(one)[0])


def _mutated(offers: Offers, chosen: Choices, random: np.random.Generator, share: float) -> Choices:
    """Some customers get a contact drawn from theirs, or none."""
    changed = chosen.copy()
    places = np.flatnonzero(random.random(len(chosen)) < share)
    widths = offers.first[places + 1] - offers.first[places]
    drawn = random.integers(-1, widths)
    changed[places] = np.where(drawn < 0, NONE, offers.first[places] + drawn)
    return changed


def _repaired(offers: Offers, chosen: Choices, budget: int, order: Choices) -> Choices:
    """Drops the worst profit per cost until the budget holds, then fills what is left."""
    places = chosen[chosen != NONE]
    ranked = places[np.argsort(-offers.profit[places] / offers.cost[places], kind="stable")]
    kept = ranked[np.cumsum(offers.cost[ranked]) <= budget]
    repaired = np.full(len(chosen), NONE)
    repaired[offers.customer[kept]] = kept
    return _filled(offers, repaired, budget, order)


def exact_contacts(offers: Offers, budget: int) -> Choices:
    """The proven best list, by branch and bound (HiGHS); for small cases."""
    size, customers = len(offers.cost), len(offers.first) - 1
    each = csr_array((np.ones(size), (offers.customer, np.arange(size))), shape=(customers, size))
    limits = [
        LinearConstraint(each, -np.inf, 1.0),
        LinearConstraint(offers.cost[None, :].astype(float), -np.inf, budget),
    ]
    found = milp(
        -offers.profit.astype(float),
        constraints=limits,
        bounds=Bounds(0, 1),
        integrality=np.ones(size),
        options={"mip_rel_gap": 0.0},
    )
    places = np.flatnonzero(found.x > 0.5)
    chosen = np.full(customers, NONE)
    chosen[offers.customer[places]] = places
    return chosen
