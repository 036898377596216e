from keta.modules.people.models.employee import Employee

__all__ = ["Employee"]
