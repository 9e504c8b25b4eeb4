"""The rhythm of a vocational education: when people are at school, and how they move on."""
