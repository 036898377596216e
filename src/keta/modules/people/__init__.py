"""Who works here: the facts of personnel beside the members that rights are made of."""
