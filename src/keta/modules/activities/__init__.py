"""What is to be done and what was done with customers: to-dos, visits, calls, mails, meetings, notes."""
