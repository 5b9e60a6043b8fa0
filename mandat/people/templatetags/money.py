"""Amounts as the reader writes them."""

from decimal import Decimal

from babel.numbers import format_decimal
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.filter
def money(amount: Decimal | str, currency: str) -> SafeString:
    """`2 400 000 EUR`: groups by language, cents only when there are any, the ISO code after."""
    language = (get_language() or "en").replace("-", "_")
    value = Decimal(amount)
    pattern = "#,##0" if value == value.to_integral_value() else "#,##0.00"
    words = format_decimal(value, format=pattern, locale=language)
    return format_html('<bdi class="amount">{} {}</bdi>', words, currency)
