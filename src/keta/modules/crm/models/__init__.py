from keta.modules.crm.models.lead import Lead
from keta.modules.crm.models.opportunity import Opportunity
from keta.modules.crm.models.opportunity_lines import (
    OpportunityCompetitor,
    OpportunityDecider,
    OpportunityLine,
    StagePassage,
)
from keta.modules.crm.models.pipeline import Pipeline
from keta.modules.crm.models.stage import Stage

__all__ = [
    "Lead",
    "Opportunity",
    "OpportunityCompetitor",
    "OpportunityDecider",
    "OpportunityLine",
    "Pipeline",
    "Stage",
    "StagePassage",
]
