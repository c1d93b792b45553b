"""What every public address does with a method that is not for reading, and with a number that is no row's."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver

from tests import factories as make

pytestmark = pytest.mark.django_db

FILLED = {"slug": "943", "date": "2020-05-22", "str": "token"}
# Where a session is handed out before the answer; the others stand in the namespaces.
SHARED = "/shared/token/"


def _addresses(number="1"):
    """Return {route: address} of all that anyone may ask for, whether or not anything stands there."""
    found = {}
    for namespace in ("paper", "preview", "outlets", "media"):
        prefix, resolver = get_resolver().namespace_dict[namespace]
        for pattern in resolver.url_patterns:
            route = f"/{prefix}{pattern.pattern}"
            found[route] = re.sub(r"<(\w+):\w+>", lambda part: FILLED.get(part[1], number), route)
    return found


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace", "options"])
def test_public_address_is_only_read_and_says_so_without_asking_for_a_forms_token(method):
    make.place(make.make_article(), make.make_page(make.make_signed_off_issue()))
    client = Client(enforce_csrf_checks=True)
    for address in (*_addresses().values(), SHARED):
        response = getattr(client, method)(address)
        assert (response.status_code, response.get("Allow")) == (405, "GET, HEAD"), address


def test_number_that_no_database_holds_is_not_there():
    make.place(make.make_article(), make.make_page(make.make_signed_off_issue()))
    for digits in (13, 19, 20, 40, 5000):
        for route, address in _addresses("9" * digits).items():
            if "<key:" in route or "<int:" in route:
                assert Client().get(address).status_code in (404, 302), address[:80]


@pytest.mark.parametrize("section", ["issues", "tags", "reporters", "lists", "nothing"])
@pytest.mark.parametrize("number", ["999999999999", "0", "9" * 30])
def test_part_of_the_sitemap_that_there_is_not_is_not_there(section, number):
    make.place(make.make_article(), make.make_page(make.make_signed_off_issue()))
    assert Client().get(f"/sitemap-{section}-{number}.xml").status_code == 404


def test_largest_number_that_an_address_takes_is_looked_up_and_not_found():
    make.place(make.make_article(), make.make_page(make.make_signed_off_issue()))
    for route, address in _addresses("9" * 12).items():
        if "<key:" in route and "preview" not in route:
            assert Client().get(address).status_code == 404, address
