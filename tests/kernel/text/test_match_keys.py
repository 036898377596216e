"""Keys of e-mail and web addresses."""

import pytest

from keta.kernel.text.match_keys import email_domain_key, email_key, web_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (" Zhang.Wei@Example.COM ", "zhang.wei@example.com"),
        ("ｚｗ＠example.cn", "zw@example.cn"),
        ("zw@公司.cn", "zw@xn--55qx5d.cn"),
        ("zhang wei@example.com", ""),
        ("@example.com", ""),
        ("zhang@", ""),
        ("zhang@localhost", ""),
        ("zhang@a..b", ""),
        ("", ""),
    ],
)
def test_equal_mail_addresses_have_equal_keys(text: str, key: str) -> None:
    assert email_key(text) == key


def test_only_a_company_has_a_domain_of_its_own() -> None:
    assert email_domain_key("zhang@keta.example") == "keta.example"
    assert email_domain_key("12345@QQ.com") == ""


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("https://www.Example.com/about?x=1", "example.com"),
        ("example.com:8080", "example.com"),
        ("http://公司.cn", "xn--55qx5d.cn"),
        ("HTTP://SHOP.example.com", "shop.example.com"),
        ("none", ""),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_equal_web_addresses_have_equal_keys(text: str, key: str) -> None:
    assert web_key(text) == key
