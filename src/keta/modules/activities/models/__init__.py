from keta.modules.activities.models.activity import Activity
from keta.modules.activities.models.note import Note

__all__ = ["Activity", "Note"]
