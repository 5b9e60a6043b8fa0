from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mandat.core.holdings import register_holding
from mandat.core.rooms import Place, register_place, register_waits
from mandat.people.roles import OPENS_COMPARTMENTS


class VaultConfig(AppConfig):
    name = "mandat.vault"
    label = "vault"

    def ready(self) -> None:
        from mandat.people.sign_in.policy import register_reason  # noqa: PLC0415 -- models are ready
        from mandat.vault import acts  # noqa: PLC0415 -- as above
        from mandat.vault.privacy import HOLDING  # noqa: PLC0415 -- as above
        from mandat.vault.queries import memberships_of  # noqa: PLC0415 -- as above
        from mandat.vault.waits import waits_for  # noqa: PLC0415 -- as above

        register_holding(HOLDING)
        register_reason("vault", lambda account: memberships_of(account).exists())
        acts.register()
        register_waits("vault", waits_for, OPENS_COMPARTMENTS)
        register_place(
            Place(
                name="vault",
                order=40,
                label=_("Vault"),
                icon="lock",
                url_name="vault:list_compartments",
                roles=OPENS_COMPARTMENTS,
                also=lambda account: memberships_of(account).exists(),
            )
        )
