"""Regions and towns that calls name instead of their country, folded, by country code.

Those whose names several countries share, or that are common words, are left out.
"""

from collections.abc import Mapping

_REGIONS_BY_CODE: Mapping[str, str] = {
    "AF": "herat; kandahar; nangarhar; balkh; mazar i sharif; kunduz; كابل; كابول",
    "AO": "benguela; huambo; lubango; cabinda; huila",
    "BD": "chittagong; chattogram; sylhet; khulna; barisal",
    "BF": "dori; kaya; fada n gourma; ouahigouya; banfora; koudougou",
    "BJ": "parakou; atacora; borgou; alibori; natitingou",
    "BO": "cochabamba; santa cruz de la sierra; el alto; potosi; oruro; tarija",
    "BR": (
        "bahia; pernambuco; ceara; amazonas; maranhao; minas gerais; sao paulo; parana; goias; "
        "mato grosso; mato grosso do sul; espirito santo; rio grande do sul; rio grande do norte; "
        "santa catarina; paraiba; alagoas; sergipe; piaui; tocantins; rondonia; roraima; amapa; "
        "porto alegre; curitiba; belo horizonte"
    ),
    "CD": (
        "nord kivu; sud kivu; north kivu; south kivu; kivu; ituri; kasai; kasai oriental; "
        "kasai central; tanganyika; haut katanga; lualaba; tshopo; maniema; kongo central; haut "
        "uele; "
        "bas uele; uvira; kalemie; tshikapa; kolwezi; كينشاسا"
    ),
    "CF": "bambari; bossangoa; bouar; berberati; bangassou; kaga bandoro",
    "CI": "korhogo; daloa; odienne; san pedro",
    "CM": "maroua; garoua; bamenda; bafoussam; ngaoundere; adamaoua; buea",
    "CO": (
        "antioquia; choco; narino; cauca; valle del cauca; norte de santander; la guajira; arauca; "
        "putumayo; caqueta; buenaventura; barranquilla; cartagena de indias; cucuta; bucaramanga"
    ),
    "EC": "esmeraldas; manabi; imbabura; pichincha; sucumbios; cuenca",
    "ET": "oromia; tigray; amhara; afar; gambella; dire dawa; bahir dar; hawassa; mekelle",
    "GN": "kankan; nzerekore; labe; kindia; boke; faranah",
    "GT": "quetzaltenango; alta verapaz; huehuetenango; chimaltenango; quiche; totonicapan",
    "HN": "san pedro sula; choluteca; la ceiba; intibuca",
    "HT": "cap haitien; artibonite; les cayes; jeremie; gonaives; jacmel",
    "ID": "aceh; sulawesi; west java; east java; yogyakarta; papua barat",
    "IN": (
        "bihar; odisha; uttar pradesh; madhya pradesh; andhra pradesh; rajasthan; kerala; tamil "
        "nadu; "
        "assam; jharkhand; chhattisgarh; maharashtra; karnataka; west bengal; telangana; gujarat; "
        "hyderabad; chennai; lucknow; patna"
    ),
    "IQ": (
        "nineveh; ninewa; ninive; anbar; al anbar; basra; basrah; bassora; duhok; dohuk; kirkuk; "
        "sulaymaniyah; sinjar; mossoul; mosul; الموصل; اربيل; البصرة; دهوك; كركوك; السليمانية; "
        "نينوى; "
        "الانبار; بغداد; سنجار"
    ),
    "JO": "irbid; zarqa; mafraq; عمان الاردن; اربد; الزرقاء; المفرق",
    "KE": "turkana; kilifi; kakuma; dadaab; garissa; nakuru; eldoret; kwale; marsabit; mandera",
    "KH": "siem reap; battambang",
    "LB": "bekaa; akkar; saida; baalbek; البقاع; عكار; صيدا; طرابلس لبنان",
    "LY": "benghazi; sebha; misrata; بنغازي; سبها; مصراتة; طرابلس",
    "MA": "fes; agadir; oujda; tetouan; nador; meknes; الدار البيضاء; مراكش; فاس; طنجة; اغادير; "
    "وجدة",
    "MG": "androy; anosy; toliara; tulear; mahajanga; majunga; toamasina; tamatave; antsirabe",
    "ML": "kayes; sikasso; segou; koulikoro; kidal; menaka",
    "MM": "rakhine; kachin; kayah; mandalay",
    "MR": "nema; kiffa; bassikounou; kaedi; rosso; نواكشوط",
    "MW": "mzuzu; mangochi; zomba; karonga",
    "MX": "chiapas; oaxaca; guerrero; jalisco; guanajuato; veracruz; michoacan; guadalajara; "
    "puebla",
    "MZ": (
        "cabo delgado; zambezia; sofala; niassa; inhambane; manica; quelimane; chimoio; lichinga; "
        "matola; nacala"
    ),
    "NE": "diffa; tillabery; tillaberi; maradi; tahoua; agadez; dosso",
    "NG": "borno; adamawa; yobe; kaduna; sokoto; katsina; zamfara; bauchi; benue; enugu; ibadan",
    "NP": "karnali; madhesh; pokhara; lumbini; sudurpashchim; bagmati; nepalgunj",
    "PE": "ayacucho; cusco; cuzco; loreto; puno; arequipa; piura; huancavelica; ucayali; iquitos",
    "PH": "mindanao; cebu; davao; cotabato; tacloban; leyte",
    "PK": "sindh; balochistan; khyber pakhtunkhwa; quetta; multan; rawalpindi",
    "PS": (
        "nablus; jenin; khan younis; rafah; bethlehem; bethleem; naplouse; غزة; رام الله; الخليل; "
        "القدس; نابلس; جنين; قطاع غزة; الضفة الغربية; بيت لحم; رفح; خان يونس"
    ),
    "RW": "rubavu; musanze; huye; nyagatare",
    "SD": "khartoum; darfur; port sudan; kassala; gedaref; الخرطوم; دارفور; بورتسودان; كسلا",
    "SN": "kolda; sedhiou; tambacounda; kedougou; matam; louga; kaolack; mbour",
    "SO": "kismayo; baidoa; garowe; galkayo; bosaso; jubaland; مقديشو",
    "SS": "bentiu; malakal; wau; yei; torit; rumbek",
    "SY": "idlib; homs; deir ez zor; raqqa; hassakeh; lattakia; دمشق; حلب; ادلب; حمص; الرقة; درعا",
    "TD": "abeche; moundou; ouaddai; logone oriental; logone occidental; kanem; mayo kebbi",
    "TG": "sokode; dapaong; atakpame; kpalime",
    "TN": (
        "kasserine; gabes; sousse; medenine; bizerte; gafsa; kairouan; sidi bouzid; jendouba; "
        "tozeur; "
        "القصرين; قابس; سوسة; صفاقس; مدنين; بنزرت; قفصة; القيروان; سيدي بوزيد; جندوبة"
    ),
    "TR": "hatay; sanliurfa; kilis; izmir; adana",
    "TZ": "mwanza; kigoma; arusha; mbeya; morogoro; zanzibar",
    "UA": "kharkiv; lviv; odesa; dnipro; zaporizhzhia; mykolaiv; kherson; chernihiv",
    "UG": "karamoja; gulu; arua; mbarara; kasese; yumbe; adjumani; moroto",
    "VN": "da nang; hue; can tho",
    "YE": "taiz; hodeidah; hudaydah; marib; mukalla; hadramout; صنعاء; عدن; تعز; الحديدة; مارب; "
    "حضرموت",
    "ZM": "lusaka province; copperbelt; livingstone zambia; ndola; kitwe",
    "ZW": "bulawayo; mutare; manicaland; matabeleland",
}  # fmt: skip
REGIONS: Mapping[str, str] = {
    name: code for code, names in _REGIONS_BY_CODE.items() for name in names.split("; ")
}
