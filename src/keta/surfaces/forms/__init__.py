"""Creating and changing records on the page: forms with line grids, choosers, dialogs of actions."""
