"""Addresses of receipts: for everybody."""

from django.urls import path, register_converter

from mandat.intake.receipts import views


class TokenConverter:
    """The secret of a receipt: 128 bits at least, so that no word of ours is taken for one."""

    regex = r"[-a-zA-Z0-9_]{22,200}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(TokenConverter, "receipt_token")

app_name = "receipts"
urlpatterns = [
    path("", views.check_receipt, name="check_receipt"),
    path("key/", views.show_key, name="show_key"),
    path("<receipt_token:token>/", views.show_receipt, name="show_receipt"),
    path("<receipt_token:token>/receipt.json", views.show_receipt_file, name="show_receipt_file"),
    path("<receipt_token:token>/receipt.pdf", views.show_receipt_paper, name="show_receipt_paper"),
]
