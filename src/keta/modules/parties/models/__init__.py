from keta.modules.parties.models.address import Address
from keta.modules.parties.models.contact import Contact
from keta.modules.parties.models.hand_over import HandOver
from keta.modules.parties.models.industry import Industry
from keta.modules.parties.models.origin import Origin
from keta.modules.parties.models.party import Party
from keta.modules.parties.models.pool_rule import PoolRule
from keta.modules.parties.models.relation import Relation

__all__ = ["Address", "Contact", "HandOver", "Industry", "Origin", "Party", "PoolRule", "Relation"]
