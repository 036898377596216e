from keta.studio.models.custom_field import CustomField
from keta.studio.models.custom_object import CustomObject
from keta.studio.models.custom_record import CustomRecord

__all__ = ["CustomField", "CustomObject", "CustomRecord"]
