"""Figures for reports: members, attendance, weeks at school. Definitions: docs/formats.md."""
