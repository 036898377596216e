from keta.kernel.organisation.models.department import Department
from keta.kernel.organisation.models.member import Member
from keta.kernel.organisation.models.option import Option
from keta.kernel.organisation.models.position import Position, PositionField, PositionRight
from keta.kernel.organisation.models.user import User

__all__ = ["Department", "Member", "Option", "Position", "PositionField", "PositionRight", "User"]
