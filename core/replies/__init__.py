"""What calendars answer: read from files and mails, judged by the rules of iTIP (RFC 5546), and what came of it."""
