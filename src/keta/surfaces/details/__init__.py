"""The page of one record: state and buttons, summary, sections, related lists, timeline, history."""
