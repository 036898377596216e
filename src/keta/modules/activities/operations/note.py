"""A leader comments on a follow-up note."""

from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor
from keta.kernel.actions import action
from keta.kernel.objects import field
from keta.modules.activities.models import Note


@action(
    "activities.note",
    label=_("Comment"),
    needs="activities.comment",
    takes={"comment": field.LongText(_("Leader's comment"), required=True)},
    icon="message",
)
def comment_note(note: Note, *, actor: Actor, comment: str) -> None:
    note.leader_comment = comment
    note.commented_by_id = actor.member_id
