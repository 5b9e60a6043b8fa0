"""Pure decisions about roles, invitations and the settings of an organisation.

No clock and no database: what they need is passed in. A refusal is a code, "" when nothing
speaks against; `mandat.people.refusals` has the words.
"""
