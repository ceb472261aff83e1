"""Sheets for people to judge the comparison by, and what their answers say of it.

database ──▶ archive.py ──▶ population.py ──▶ reservoir.py ──▶ drawing.py
             event by event   what can be       of each stratum    which units, and with
                              asked about       some, by chance    what probability
                                                                        │
sheets.py writes   DIR/pairs.csv, clusters.csv, differences.csv  ◀──────┘
                   DIR/INSTRUCTIONS.md, DIR/key.jsonl

filled-in sheets ──▶ reading.py ──▶ scoring.py ──▶ estimates.py, alpha.py ──▶ report.py

labels that people have already ──▶ goldrows.py ──▶ goldfile.py ──▶ goldplaces.py ◀── database
                                    their files     their labels        │ which events they are in
                                                                        ▼
                                         goldreport.py ◀── goldscore.py, grouping.py
"""
