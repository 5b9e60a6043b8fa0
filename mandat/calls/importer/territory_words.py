"""Short forms of place names that CLDR does not list, and words for what belongs to a country."""

from collections.abc import Mapping


def by_name(by_code: Mapping[str, str]) -> Mapping[str, str]:
    """A table "code: name; name" turned round."""
    return {name: code for code, names in by_code.items() for name in names.split("; ")}


# As documents write them, by code; looked up folded, so case and accents do not matter here.
_VARIANTS_BY_CODE: Mapping[str, str] = {
    "CD": (
        "RDC; R.D.C; DRC; DR Congo; RD Congo; R.D. Congo; Congo Kinshasa; "
        "République démocratique du Congo; Rép. dém. du Congo; Democratic Republic of Congo; "
        "Democratic Republic of the Congo; República Democrática del Congo; "
        "República Democrática do Congo"
    ),
    "CG": "Congo Brazzaville; Republic of Congo; Republic of the Congo; République du Congo; Congo",
    "CF": "RCA; Centrafrique; CAR; Central African Republic",
    "CI": "Ivory Coast; Cote d Ivoire; RCI; Costa de Marfil",
    "CV": "Cap Vert; Cape Verde; Cabo Verde",
    "GN": "Guinée Conakry; Guinea Conakry; République de Guinée",
    "GM": "The Gambia; Gambia; La Gambie",
    "BF": "Burkina",
    "SZ": "Swaziland",
    "TL": "Timor Leste; East Timor",
    "GB": (
        "UK; U.K; Great Britain; Grande Bretagne; England; Scotland; Wales; "
        "Northern Ireland; Angleterre; Inglaterra"
    ),
    "US": "USA; U.S.A; US; U.S; United States of America; États Unis d'Amérique; EE UU; EEUU",
    "AE": "UAE; EAU",
    "PS": (
        "Palestine; Palestina; Cisjordanie; West Bank; Gaza; Gaza Strip; Bande de Gaza; "
        "occupied Palestinian territory; occupied Palestinian territories; "
        "Territoires palestiniens; Territoires palestiniens occupés; oPt; فلسطين"
    ),
    "SY": "Syria; Syrie",
    "IR": "Iran",
    "RU": "Russia",
    "LA": "Lao PDR",
    "VN": "Viet Nam; Vietnam",
    "KR": "South Korea; Corée du Sud",
    "MD": "Moldova; Moldavie; Republic of Moldova",
    "MK": "Macedonia; North Macedonia",
    "CZ": "Czech Republic; République tchèque",
    "NL": "Holland; The Netherlands",
    "TR": "Türkiye; Turkey; Turquie; Turquía",
    "MM": "Burma; Myanmar; Birmanie",
    "BA": "Bosnia; Bosnie",
    "BO": "Bolivia; Bolivie",
    "VE": "Venezuela",
    "TZ": "Tanzania; Tanzanie; United Republic of Tanzania; Zanzibar",
    "PH": "Philippines",
    "KM": "Comores",
    "XK": "Kosovo",
    "TW": "Taiwan",
    "HK": "Hong Kong",
    "MA": "Royaume du Maroc; Kingdom of Morocco",
    "MG": "République de Madagascar",
    "SS": "Republic of South Sudan; South Sudan; Soudan du Sud; Sudán del Sur",
    "SO": "Somaliland; Puntland",
    "IQ": "Kurdistan Region of Iraq; KRI",
    "YT": "Mayotte",
    "RE": "La Réunion",
    "PG": "PNG",
}
VARIANTS = by_name(_VARIANTS_BY_CODE)

# Cities that give no IANA zone its name, by the zone they live in; folded.
_CITIES_BY_ZONE: Mapping[str, str] = {
    "Europe/Zurich": "geneve; geneva; ginebra; genebra; berne; bern; lausanne",
    "Europe/Amsterdam": "la haye; the hague; utrecht",
    "Europe/Brussels": "gent; liege; anvers",
    "Europe/Paris": (
        "marseille; lyon; lille; bordeaux; toulouse; montpellier; rouen; nantes; "
        "saint denis; pantin; montreuil"
    ),
    "Europe/Madrid": "barcelona; barcelone",
    "Europe/Berlin": "munich; bonn; eschborn; frankfurt; hamburg",
    "Europe/Rome": "milan",
    "Europe/London": "oxford; manchester; edinburgh",
    "Europe/Kyiv": "kiev",
    "Europe/Istanbul": "ankara; gaziantep",
    "Africa/Casablanca": "rabat; marrakech; tanger; الرباط",
    "Africa/Algiers": "alger; oran",
    "Africa/Tunis": "tunis; sfax",
    "Africa/Douala": "yaounde",
    "Africa/Porto-Novo": "cotonou",
    "Africa/Lagos": "abuja; kano; maiduguri",
    "Africa/Dakar": "thies; ziguinchor",
    "Africa/Abidjan": "bouake; yamoussoukro",
    "Africa/Ouagadougou": "bobo dioulasso",
    "Africa/Bamako": "gao; mopti; tombouctou; timbuktu",
    "Africa/Niamey": "zinder",
    "Africa/Ndjamena": "n djamena; ndjamena",
    "Africa/Lubumbashi": "goma; bukavu; bunia; kisangani; kananga",
    "Africa/Kinshasa": "mbandaka; matadi",
    "Africa/Brazzaville": "pointe noire",
    "Africa/Accra": "kumasi",
    "Africa/Nairobi": "mombasa; kisumu",
    "Africa/Dar_es_Salaam": "dodoma",
    "Africa/Kampala": "entebbe",
    "Africa/Bujumbura": "gitega",
    "Africa/Mogadishu": "hargeisa",
    "Africa/Blantyre": "lilongwe",
    "Africa/Maputo": "beira; nampula; pemba",
    "Africa/Johannesburg": "pretoria; cape town; le cap; durban",
    "Indian/Antananarivo": "tananarive; antananarivo",
    "Indian/Comoro": "moroni",
    "Atlantic/Cape_Verde": "praia",
    "Africa/Cairo": "le caire; el cairo; القاهرة; alexandria",
    "Asia/Beirut": "beyrouth; بيروت",
    "Africa/Tripoli": "tripoli",
    "Asia/Hebron": "ramallah",
    "Asia/Jerusalem": "jerusalem",
    "Asia/Aden": "aden; sanaa",
    "Asia/Baghdad": "erbil; mosul",
    "Asia/Damascus": "aleppo",
    "Asia/Karachi": "islamabad; lahore; peshawar",
    "Asia/Kolkata": "new delhi; delhi; mumbai; bangalore",
    "Asia/Kathmandu": "kathmandu; katmandou",
    "Asia/Yangon": "rangoon",
    "Asia/Ho_Chi_Minh": "hanoi",
    "Asia/Bangkok": "chiang mai",
    "Asia/Dhaka": "cox s bazar",
    "Asia/Shanghai": "beijing; pekin",
    "America/New_York": (
        "washington; washington d c; washington dc; boston; philadelphia; atlanta; miami; "
        "chapel hill; baltimore"
    ),
    "America/Los_Angeles": "seattle; san francisco; oakland",
    "America/Chicago": "houston; austin; dallas; minneapolis",
    "America/Toronto": "ottawa; montreal",
    "America/Mexico_City": "ciudad de mexico; mexico city; mexico df; cdmx",
    "America/Guatemala": "ciudad de guatemala; guatemala city",
    "America/El_Salvador": "san salvador",
    "America/Costa_Rica": "san jose",
    "America/Panama": "panama city; ciudad de panama",
    "America/Guayaquil": "quito",
    "America/Bogota": "cali; medellin",
    "America/Santiago": "santiago de chile",
    "America/Sao_Paulo": "brasilia; rio de janeiro",
    "America/Argentina/Buenos_Aires": "buenos aires",
    "America/Port-au-Prince": "port au prince; puerto principe",
    "America/Havana": "la habana",
}
ALIAS_CITIES = by_name(_CITIES_BY_ZONE)

# What "time of X" means for countries whose name stands for their capital's zone.
MAIN_ZONES: Mapping[str, str] = {
    "AR": "America/Argentina/Buenos_Aires",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PS": "Asia/Gaza",
    "PT": "Europe/Lisbon",
    "UA": "Europe/Kyiv",
    "UZ": "Asia/Tashkent",
}

_US_STATES = (
    "alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho "
    "illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan "
    "minnesota "
    "mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee "
    "texas "
    "utah vermont virginia wisconsin wyoming"
)
_CA_PROVINCES = "alberta manitoba ontario quebec saskatchewan"
STATES: Mapping[str, str] = {
    **dict.fromkeys(_US_STATES.split(), "US"),
    **dict.fromkeys(_CA_PROVINCES.split(), "CA"),
    "british columbia": "CA",
    "nova scotia": "CA",
    "new brunswick": "CA",
    "district of columbia": "US",
    "d c": "US",
    "washington state": "US",
    "new hampshire": "US",
    "new jersey": "US",
    "new mexico": "US",
    "new york state": "US",
    "new york city": "US",
    "nyc": "US",
    "north carolina": "US",
    "north dakota": "US",
    "rhode island": "US",
    "south carolina": "US",
    "south dakota": "US",
    "west virginia": "US",
}
STATE_CODES = frozenset(
    [
        "AL",
        "AK",
        "AZ",
        "AR",
        "CA",
        "CO",
        "CT",
        "DE",
        "FL",
        "GA",
        "HI",
        "ID",
        "IL",
        "IN",
        "IA",
        "KS",
        "KY",
        "LA",
        "ME",
        "MD",
        "MA",
        "MI",
        "MN",
        "MS",
        "MO",
        "MT",
        "NE",
        "NV",
        "NH",
        "NJ",
        "NM",
        "NY",
        "NC",
        "ND",
        "OH",
        "OK",
        "OR",
        "PA",
        "RI",
        "SC",
        "SD",
        "TN",
        "TX",
        "UT",
        "VT",
        "VA",
        "WA",
        "WV",
        "WI",
        "WY",
        "DC",
    ]
)
