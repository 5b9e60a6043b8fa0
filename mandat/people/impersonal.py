"""The columns of this room that tell nothing about a person."""

IMPERSONAL = tuple(
    f"people.{column}"
    for column in (
        "Organisation.name",
        "Organisation.country",
        "Organisation.time_zone",
        "Organisation.currency",
        "Organisation.ocid_prefix",
        "Organisation.call_languages",
        "Organisation.screen_languages",
        "Organisation.sender_name",  # of the organisation
        "Organisation.sender_address",  # likewise
        "Organisation.retention",
        "Organisation.thresholds",
        "GridTemplate.name",
        "GridTemplate.document",
        "Programme.name",
        "Programme.theme",
        "Programme.countries",
        "Programme.state",
        "Funding.donor",  # an institution
        "Funding.agreement",
        "Funding.currency",
        "Funding.objectives",
        "Invitation.role",
        "Invitation.language",
        "Invitation.state",
        "Invitation.token_hash",  # of a random token
        "Session.session_key",
        "Count.cache_key",  # keyed digests of what is counted, for some minutes
        "Count.value",
    )
)
