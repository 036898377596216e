"""The lists that parties and contacts are described with, as delivered."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS = {
    "enterprise": _("Enterprise"),
    "person": pgettext_lazy("party", "Person"),
    "dealer": _("Dealer"),
    "internal": _("Internal"),
}
RELATIONSHIP = {
    "not_customer": _("Not a customer"),
    "suspect": _("Suspect"),
    "prospect": _("Prospect"),
    "target": _("Target"),
    "new": pgettext_lazy("customer", "New"),
    "active": pgettext_lazy("customer", "Active"),
    "loyal": _("Loyal"),
    "inactive": _("Inactive"),
    "lost": pgettext_lazy("customer", "Lost"),
    "won_back": _("Won back"),
}
NEXT_RELATIONSHIP = {
    "new": {"not_customer", "suspect", "prospect", "target", "lost"},
    "loyal": {"new", "active", "inactive", "won_back"},
    "inactive": {"new", "active", "loyal", "won_back"},
    "won_back": {"inactive", "lost"},
    "suspect": {"not_customer", "prospect", "target"},
    "prospect": {"not_customer", "suspect", "target"},
    "target": {"not_customer", "suspect", "prospect"},
}
"""From which states a relationship may come into another; where nothing is said, from every one."""
RELATIONSHIP_COLOURS = {
    "new": "accent",
    "active": "good",
    "loyal": "good",
    "inactive": "warning",
    "lost": "bad",
    "won_back": "accent",
}
GRADES = {
    "key": pgettext_lazy("grade", "Key"),
    "major": pgettext_lazy("grade", "Major"),
    "ordinary": pgettext_lazy("grade", "Ordinary"),
    "small": pgettext_lazy("grade", "Small"),
}
GRADE_COLOURS = {"key": "accent", "major": "good"}
PRICE_LEVELS = {
    "standard": _("Standard price"),
    "dealer": _("Dealer price"),
    "key": _("Key-customer price"),
}
CHANNELS = {
    "phone": _("Phone"),
    "mobile": _("Mobile"),
    "email": _("E-mail"),
    "wechat": _("WeChat"),
    "visit": _("Visit"),
    "letter": _("Letter"),
}
PAYMENT = {
    "early": _("Pays early"),
    "on_time": _("Pays on time"),
    "late": _("Pays late"),
    "bad": _("Pays only when pressed"),
}
MANAGEMENT = {"direct": _("Directly"), "agent": _("Through an agent")}
INDUSTRIES = {
    "manufacturing": _("Manufacturing"),
    "mining": _("Mining"),
    "energy": _("Energy supply"),
    "construction": _("Construction"),
    "trade": _("Wholesale and retail"),
    "transport": _("Transport and storage"),
    "software": _("Software and IT"),
    "finance": _("Finance"),
    "real_estate": _("Real estate"),
    "business_services": _("Business services"),
    "research": _("Research and technology"),
    "public_utilities": _("Water, environment, public facilities"),
    "education": _("Education"),
    "health": _("Health and social work"),
    "culture": _("Culture, sports, entertainment"),
    "agriculture": _("Agriculture"),
    "hospitality": _("Hotels and restaurants"),
    "public": _("Public administration"),
    "other": _("Other"),
}
GENDERS = {"male": _("Male"), "female": _("Female")}
DECISION_ROLES = {
    "decider": _("Decider"),
    "approver": _("Approver"),
    "influencer": _("Influencer"),
    "user": _("User"),
    "buyer": _("Buyer"),
    "gatekeeper": _("Gatekeeper"),
}
ATTITUDES = {
    "supporter": _("Supports us"),
    "friendly": _("Friendly"),
    "neutral": _("Neutral"),
    "doubtful": _("Doubtful"),
    "opponent": _("Against us"),
}
ATTITUDE_COLOURS = {"supporter": "good", "friendly": "good", "doubtful": "warning", "opponent": "bad"}
DECISION_RIGHTS = {
    "buying": _("Buying"),
    "paying": _("Paying"),
    "receiving": _("Receiving goods"),
    "selling": _("Selling"),
}
RELATIONS = {
    "subsidiary": _("Subsidiary of"),
    "dealer": _("Dealer of"),
    "referred": _("Referred by"),
    "supplier": _("Supplier of"),
    "partner": _("Partner of"),
    "competitor": _("Competitor of"),
}
PLACES_IN_GROUP = {
    "headquarters": _("Headquarters"),
    "subsidiary": _("Subsidiary"),
    "regional": _("Regional unit"),
    "product_line": _("Product line"),
    "functional": _("Functional department"),
}
ADDRESS_USES = {
    "office": pgettext_lazy("address", "Office"),
    "delivery": pgettext_lazy("address", "Delivery"),
    "invoice": pgettext_lazy("address", "Invoice"),
    "home": pgettext_lazy("address", "Home"),
}
