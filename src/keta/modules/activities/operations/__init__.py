from keta.modules.activities.operations.activity import cancel_activity, comment_activity, complete_activity
from keta.modules.activities.operations.note import comment_note

__all__ = ["cancel_activity", "comment_activity", "comment_note", "complete_activity"]
