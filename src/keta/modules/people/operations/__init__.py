from keta.modules.people.operations.employee import leave_company, return_to_duty

__all__ = ["leave_company", "return_to_duty"]
