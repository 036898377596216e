"""Kinds of value, one class each; importing the package fills the register."""

from keta.kernel.fieldtypes.addresses import Address, AddressType
from keta.kernel.fieldtypes.base import REGISTER, FieldSpec, FieldType
from keta.kernel.fieldtypes.choices import ChoiceType, PickType, StateType, TagsType, join_tags, split_tags
from keta.kernel.fieldtypes.contacts import EmailType, PhoneType, URLType
from keta.kernel.fieldtypes.elapsed import ElapsedType
from keta.kernel.fieldtypes.files import FilesType, PictureType
from keta.kernel.fieldtypes.links import (
    DepartmentType,
    Linked,
    LinkType,
    MemberType,
    TreeType,
)
from keta.kernel.fieldtypes.live import LiveType
from keta.kernel.fieldtypes.many_links import LinksType
from keta.kernel.fieldtypes.numbers import DecimalType, IntegerType, MoneyType, PercentType
from keta.kernel.fieldtypes.records import LinesType, NumberSequenceType
from keta.kernel.fieldtypes.several import ChoicesType, PicksType
from keta.kernel.fieldtypes.showing import Showing, plain_showing
from keta.kernel.fieldtypes.sources import Source, SourceType
from keta.kernel.fieldtypes.texts import JSONType, LongTextType, RichTextType, TextType
from keta.kernel.fieldtypes.times import DateType, MomentType, YesNoType

__all__ = [
    "REGISTER",
    "Address",
    "AddressType",
    "ChoiceType",
    "ChoicesType",
    "DateType",
    "DecimalType",
    "DepartmentType",
    "ElapsedType",
    "EmailType",
    "FieldSpec",
    "FieldType",
    "FilesType",
    "IntegerType",
    "JSONType",
    "LinesType",
    "LinkType",
    "Linked",
    "LinksType",
    "LiveType",
    "LongTextType",
    "MemberType",
    "MomentType",
    "MoneyType",
    "NumberSequenceType",
    "PercentType",
    "PhoneType",
    "PickType",
    "PicksType",
    "PictureType",
    "RichTextType",
    "Showing",
    "Source",
    "SourceType",
    "StateType",
    "TagsType",
    "TextType",
    "TreeType",
    "URLType",
    "YesNoType",
    "join_tags",
    "plain_showing",
    "split_tags",
]
