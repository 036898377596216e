"""What every object is tried on: a company with two user-made objects' worth of fields, and six records of each object."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from tests.every_object.samples import Samples

from keta.flows.delivered import deliver_content
from keta.flows.positions import deliver_positions
from keta.kernel import records
from keta.kernel.access import Actor, actor_of, system
from keta.kernel.access.rights import OPERATIONS
from keta.kernel.fieldtypes import REGISTER
from keta.kernel.objects import Kind, kind_of
from keta.kernel.objects.register import built_in
from keta.kernel.organisation.models import Member, User
from keta.kernel.versions import version

HOUSE = system("test")
OWN = "studio.machine"
ROWS = 6
EVERYTHING = dict.fromkeys(OPERATIONS, "everyone")
USER_MADE = sorted(key for key, kind in REGISTER.items() if kind.is_custom)
OPTIONS = {
    "link": {"target": "parties.origin"},
    "pick": {"list": "test.colours", "options": {"red": "Rot", "blue": "Blau"}},
    "picks": {"list": "test.colours", "options": {"red": "Rot", "blue": "Blau"}},
}


def keys() -> list[str]:
    """Every object that has pages, windows and a user-made one included."""
    return [key for key, kind in built_in().items() if not kind.is_line] + [OWN]


def closed_keys() -> set[str]:
    """The objects that operations alone write: moves, balances, vouchers."""
    return {key for key, kind in built_in().items() if kind.spec.open_in == ()}


def written_by_people(test: Any) -> Any:
    """A test of what people may do to records: it is not asked of objects that operations alone write."""
    test.is_of_writing = True
    return test


@dataclass
class Person:
    """Somebody at a browser and behind a program: both doors know him by his session."""

    client: Client
    actor: Actor

    def get(self, path: str) -> Any:
        return self.client.get(path)

    def post(self, path: str, values: Any) -> Any:
        return self.client.post(path, values)

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """A call of the API; the answer has the decoded body as `told`."""
        given: Any = {} if body is None else {"data": body, "content_type": "application/json"}
        answer: Any = getattr(self.client, method)(f"/api/v1/{path}", **given)
        is_json = "json" in answer.headers.get("Content-Type", "")
        answer.told = answer.json() if is_json and answer.content else None
        return answer


@dataclass
class Ground:
    """The company, its administrator, and the records of each object under its key."""

    samples: Samples = field(default_factory=lambda: Samples(HOUSE))
    rows: dict[str, list[Any]] = field(default_factory=dict)
    hired: int = 0

    def lay(self) -> "Ground":
        version.refresh()
        deliver_positions(HOUSE)
        deliver_content(HOUSE)
        self._define()
        self.admin = self.hire(is_administrator=True, named_rights=["export", "print"], **EVERYTHING)
        for key in sorted(keys(), key=lambda each: not each.startswith("studio.")):
            kind = kind_of(key)
            self.rows[key] = [self.samples.record(kind) for __ in range(ROWS)]
        return self

    def _define(self) -> None:
        """A user-made object with a field of every type that users may choose, and the same fields on customers."""
        for name in sorted(empty_lists()):
            make("organisation.option", list=name, code="first", label="First")
        make("studio.custom_object", name="machine", label="Machine", title_pattern="{name}")
        self._add_field(OWN, "name", "text", is_required=True)
        for key in USER_MADE:
            for target in (OWN, "parties.party"):
                self._add_field(target, f"own_{key}", key)

    def _add_field(self, target: str, name: str, key: str, **facts: Any) -> None:
        facts |= {"is_filtered": True, "is_listed": key == "text", "is_searched": key == "text", "label": name}
        make("studio.custom_field", object_key=target, name=name, type=key, options=OPTIONS.get(key), **facts)

    def hire(self, department: Any = None, *, objects: str = "*", fields: Any = (), **facts: Any) -> Person:
        """Somebody with scopes such as `read="below"` on `objects`, and rights on fields `(object, field, access)`."""
        self.hired += 1
        scopes = {f"{name}_scope": facts.pop(name) for name in OPERATIONS if name in facts}
        position = make(
            "organisation.position",
            name=f"Position {self.hired}",
            rights=[{"object_key": objects, **scopes}],
            field_rights=[dict(zip(("object_key", "field_name", "access"), each, strict=True)) for each in fields],
            **facts,
        )
        department = department or make("organisation.department", name=f"Department {self.hired}")
        member = make(
            "organisation.member", name=f"Member {self.hired}", department=department.pk, positions=[position.pk]
        )
        user = User.objects.create_user(f"member-{self.hired}")
        Member.objects.filter(pk=member.pk).update(user=user)
        client = Client(headers={"accept-language": "en"})
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return Person(client, actor_of(Member.objects.get(pk=member.pk)))


def empty_lists() -> set[str]:
    """The pick lists for which nothing is delivered."""
    types = [spec.type for kind in built_in().values() for spec in kind.fields.values()]
    return {each.list for each in types if hasattr(each, "list") and not each.options}


def make(key: str, **values: Any) -> Any:
    return records.create(kind_of(key), values, actor=HOUSE)


def told_values(kind: Kind, record: Any) -> dict[str, Any]:
    """The written values of a record as JSON, lines without their ids."""
    found: dict[str, Any] = {}
    for name, spec in kind.written.items():
        if name in kind.children:
            found[name] = [told_values(kind_of(line), line) for line in record.lines_of(name)]
        else:
            found[name] = spec.type.to_json(spec.type.read(record, spec))
    return found
