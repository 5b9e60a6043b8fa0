"""Pure decisions about applications: what is asked, what is there, when it came, who stands.

No clock, no database and no Django: what they need is passed in. They answer in codes with
parameters, whose words stand in `mandat.intake.rule_words`.
"""
