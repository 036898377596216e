from keta.modules.crm.operations.lead import drop_lead
from keta.modules.crm.operations.opportunity import (
    assign_opportunity,
    lose_opportunity,
    move_stage,
    resume_opportunity,
    suspend_opportunity,
    win_opportunity,
)

__all__ = [
    "assign_opportunity",
    "drop_lead",
    "lose_opportunity",
    "move_stage",
    "resume_opportunity",
    "suspend_opportunity",
    "win_opportunity",
]
