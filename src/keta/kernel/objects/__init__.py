"""What a business object is: its declaration, the base classes, the register of all of them."""

from keta.kernel.objects import field
from keta.kernel.objects.model import BusinessObject, Line, OwnedObject
from keta.kernel.objects.register import Kind, key_of, kind_of, kinds
from keta.kernel.objects.spec import Figure, ObjectSpec, Panel, Quick, Sections, ShowsOn, View, Window

__all__ = [
    "BusinessObject",
    "Figure",
    "Kind",
    "Line",
    "ObjectSpec",
    "OwnedObject",
    "Panel",
    "Quick",
    "Sections",
    "ShowsOn",
    "View",
    "Window",
    "field",
    "key_of",
    "kind_of",
    "kinds",
]
