"""Words and signs of currencies, folded, by ISO code."""

from collections.abc import Mapping

from babel import Locale

_WORDS_BY_CODE: Mapping[str, str] = {
    "EUR": "€; euros; euro; eur; يورو",
    "GBP": "£; gbp; pounds sterling",
    "USD": (
        "us$; usd; $us; $usd; usd$; us dollars; us dollar; dollars us; dollars americains; "
        "dolares; "
        "dolares americanos; dolares estadounidenses; united states dollars; $; dollars; "
        "$ us; $ usd; us $; دولار; دولار امريكي"
    ),
    "CAD": "$ ca; $ can; $ cad; ca$; c$; cad; $ca; cdn; dollars canadiens; canadian dollars",
    "AUD": "a$; au$; aud",
    "XOF": "fcfa; f cfa; f.cfa; cfa; francs cfa; franc cfa; xof",
    "XAF": "xaf",
    "CHF": "chf; francs suisses; swiss francs",
    "MAD": "mad; dirhams; dh; dhs; درهم",
    "TND": "tnd; dt; dinars tunisiens; tunisian dinars; دينار تونسي",
    "DZD": "dzd",
    "EGP": "egp",
    "JOD": "jod",
    "LBP": "lbp",
    "TRY": "try",
    "KES": "kes; ksh; kshs; ksh.",
    "UGX": "ugx",
    "TZS": "tzs",
    "RWF": "rwf",
    "BIF": "bif",
    "ETB": "etb",
    "GHS": "ghs",
    "NGN": "ngn; ₦; naira",
    "ZAR": "zar; rand",
    "MWK": "mwk",
    "ZMW": "zmw",
    "MZN": "mzn",
    "CDF": "cdf",
    "MGA": "mga; ariary",
    "GNF": "gnf",
    "MRU": "mru",
    "HTG": "htg; gourdes",
    "GTQ": "gtq; q.; quetzales",
    "PYG": "pyg; gs.; gs; guaranies",
    "BOB": "bob; bs.; bs; bolivianos",
    "CRC": "crc; ₡",
    "GEL": "gel; ₾; lari",
    "XPF": "francs cfp; franc cfp",
    "MXN": "mxn",
    "COP": "cop",
    "PEN": "pen; soles",
    "HNL": "hnl; lempiras",
    "BRL": "brl; r$; reais",
    "INR": "inr; ₹",
    "PKR": "pkr",
    "BDT": "bdt",
    "NPR": "npr",
    "PHP": "php",
    "THB": "thb",
    "VND": "vnd",
    "IDR": "idr",
    "MMK": "mmk",
    "LKR": "lkr",
    "SEK": "sek",
    "DKK": "dkk",
    "NOK": "nok",
    "PLN": "pln",
    "UAH": "uah",
}
_NO_MONEY = frozenset({"XXX", "XTS", "XAU", "XAG", "XPT", "XPD"})
_CODES: Mapping[str, str] = {
    code.lower(): code
    for code in map(str, Locale("en").currencies)
    if len(code) == 3 and code.isalpha() and code not in _NO_MONEY
}
CURRENCIES: Mapping[str, str] = {
    **_CODES,
    **{word: code for code, words in _WORDS_BY_CODE.items() for word in words.split("; ")},
}
# Letters that are also words need their capitals.
IN_CAPITALS = frozenset(
    {*_CODES, "cfa", "dh", "dt", "gs", "lari", "q.", "rand", "soles"} - {"eur", "usd", "chf", "xof"}
)
# Where a bare dollar sign stands for the country's own peso or dollar.
OWN_DOLLAR: Mapping[str, str] = {
    "AR": "ARS", "CL": "CLP", "CO": "COP", "DO": "DOP", "MX": "MXN", "UY": "UYU", "CA": "CAD",
    "AU": "AUD", "NZ": "NZD", "FJ": "FJD", "JM": "JMD", "TT": "TTD", "NA": "NAD", "CU": "CUP",
}  # fmt: skip
