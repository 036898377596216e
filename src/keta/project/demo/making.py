"""Makes the demo company, and `keta demo`."""

import argparse
import random
import sys
import time

from django.db import transaction
from django.utils import translation

from keta.kernel.organisation.models import Member
from keta.modules.parties.models import Party
from keta.project.demo import material
from keta.project.demo.market import make_customers, make_products
from keta.project.demo.selling import make_activities, make_documents, make_opportunities
from keta.project.demo.signing import sign
from keta.project.demo.staff import make_staff
from keta.project.demo.writing import Company
from keta.project.first_run import prepare

SEED = 20260101
CUSTOMERS = 500
OPPORTUNITIES_PER_CUSTOMER = 1.6
DAYS = 548


def has_content() -> bool:
    """Whether somebody has worked here already: then no demo company is mixed in."""
    return Party.objects.exists() or Member.objects.count() > 1


def make_demo(*, seed: int = SEED, customers: int = CUSTOMERS, days: int = DAYS) -> str:
    """Generates everything in one transaction; returns the password of the demo sign-ins."""
    company = Company(random.Random(seed))  # noqa: S311  (believable, not secret)
    with transaction.atomic(), translation.override("zh-hans"):
        password = make_staff(company, material.MEMBERS)
        make_products(company)
        make_customers(company, customers)
        make_opportunities(company, int(customers * OPPORTUNITIES_PER_CUSTOMER), days)
        make_documents(company)
        make_activities(company, customers)
        sign(company)
    return password


def offer_demo(access: str, wants_demo: bool | None) -> str:
    """Fills a new company on wish, asking where somebody sits at the terminal (None); returns how to sign in."""
    if wants_demo is None and not has_content():
        wants_demo = input("Fill this new company with a demo company? [y/N] ").strip().lower() in ("y", "yes", "是")
    if not wants_demo:
        return access
    if has_content():
        print("The demo company was not added: this company has data already.", file=sys.stderr)
        return access
    return f"{access}; or as {', '.join(material.ACCOUNTS)} / {make_demo()}"


def command(chosen: argparse.Namespace) -> int:
    prepare()
    if has_content():
        print("This company has data already; name an empty folder with --data.", file=sys.stderr)
        return 1
    started = time.monotonic()
    password = make_demo(seed=chosen.seed, customers=chosen.customers, days=chosen.years * 365)
    print(f"{chosen.customers} customers in {time.monotonic() - started:.0f} s")
    print(f"sign in as {', '.join(material.ACCOUNTS)} / {password}")
    return 0
