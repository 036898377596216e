"""What users define at run time: fields and objects of their own, compiled to the same frozen specs as built-in ones.

Knows no module. No model class is made at run time: values lie in the JSON column `extra`, records of user-made
objects in one table.
"""
