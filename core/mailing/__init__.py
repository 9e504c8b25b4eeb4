"""What goes out to people as calendars and mails: what is due to whom, and what they have been sent."""
