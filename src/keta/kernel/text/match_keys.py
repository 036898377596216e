"""Keys under which e-mail and web addresses are compared for duplicates (phones: china.phones.phone_key)."""

import unicodedata
from urllib.parse import urlsplit

FREE_MAIL = frozenset(
    [
        "qq.com",
        "foxmail.com",
        "163.com",
        "126.com",
        "yeah.net",
        "188.com",
        "vip.qq.com",
        "vip.163.com",
        "sina.com",
        "sina.cn",
        "vip.sina.com",
        "sohu.com",
        "139.com",
        "189.cn",
        "wo.cn",
        "aliyun.com",
        "21cn.com",
        "tom.com",
        "gmail.com",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "live.cn",
        "msn.com",
        "yahoo.com",
        "yahoo.com.cn",
        "icloud.com",
        "me.com",
        "proton.me",
        "protonmail.com",
        "gmx.de",
        "web.de",
        "mail.ru",
    ]
)


def email_key(text: str) -> str:
    """Equal for equal addresses; empty for what is none. Capitals do not count, in either part."""
    name, at, domain = unicodedata.normalize("NFKC", text).strip().casefold().rpartition("@")
    host = _host(domain)
    is_address = bool(at and name and host) and not any(character.isspace() for character in name)
    return f"{name}@{host}" if is_address else ""


def email_domain_key(text: str) -> str:
    """The domain of a company's address; empty for providers where anybody has a mailbox."""
    domain = email_key(text).rpartition("@")[2]
    return "" if domain in FREE_MAIL else domain


def web_key(text: str) -> str:
    """The host of a web address without www, port and path; empty for what is none."""
    address = unicodedata.normalize("NFKC", text).strip()
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return _host(host).removeprefix("www.")


def _host(host: str) -> str:
    """In the letters of the name system (公司.cn is xn--55qx5d.cn); empty without a dot in the middle."""
    try:
        plain = host.strip(".").encode("idna").decode("ascii").casefold()
    except UnicodeError:
        return ""
    return plain if "." in plain and not any(character in plain for character in " @/") else ""
