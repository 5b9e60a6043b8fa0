"""The words by which letters are told apart, folded as `search.analyser.folded` folds them.

Patterns are separated by semicolons; pure data.
"""

import re
from typing import Final


def _any(listed: str, *, start: bool = False) -> re.Pattern[str]:
    """One pattern for all that are listed, at the edges of words or at the start of a line."""
    patterns = "|".join(" ".join(one.split()) for one in listed.split(";"))
    return re.compile(rf"^(?:{patterns})" if start else rf"(?<!\w)(?:{patterns})(?!\w)")


# Subjects that mail programs give to what they answer by themselves.
AUTOMATIC: Final = _any(
    r"""(?:(?:re|tr|fwd?|aw) ?: ?)?auto(?:matic)?[ -]?(?:reply|response); autoreply;
    (?:re ?: ?)?reponses? automatiques?; out of (?:the )?office; absen(?:te?|ce)(?: |$);
    message d'absence; je suis absente?; en conges?(?: |$); vacation(?: reply| response);
    automatische antwort; (?:respuesta|resposta) automatica; accuse de (?:reception|lecture);
    read ?:; lu ?:; read receipt; delivery receipt; رد تلقا[ئي]ي; رد الي; خارج المكتب;
    اجابه تلقا[ئي]يه; اجازه""",
    start=True,
)
# Subjects of what mail systems send back.
RETURNED: Final = _any(
    r"""undeliver(?:able|ed); delivery (?:status notification|has failed|failure|delayed);
    delivery incomplete; returned mail; mail delivery (?:failed|system|subsystem); failure notice;
    message delayed; non[- ]?remis; non[- ]distribuable; message non delivre;
    echec (?:de|d')? ?(?:la )?(?:remise|distribution|envoi|livraison);
    notification d'etat de remise; تعذر (?:ال)?تسليم; فشل (?:ال)?تسليم"""
)
SYSTEM_SENDERS: Final = re.compile(r"(?:mailer-daemon|mail-daemon|postmaster|mdaemon|maildaemon)@")
NO_ANSWER: Final = re.compile(
    r"(?:mailer-daemon|mail-daemon|postmaster|no-?reply|do-?not-?reply|ne-?pas-?repondre"
    r"|nepasrepondre|bounces?|notifications?|nobody|root|daemon)(?:[+_.-][^@]*)?@"
)
QUESTION: Final = _any(
    r"""questions?; clarifications?; eclaircissements?; precisions?; pourriez[- ]vous;
    pouvez[- ]vous; est[- ]ce qu[e']; (?:est|serait)[- ]il possible; renseignements?;
    je (?:voudrais|souhaiterais|souhaite) savoir; j'aimerais savoir; demande d'information;
    nous (?:voudrions|souhaiterions|souhaitons|aimerions) savoir;
    merci de (?:me|nous) (?:preciser|confirmer|indiquer|faire savoir);
    could you; can you; (?:would it be|is it) possible; may we; can we;
    (?:i|we) would like to (?:know|ask); please (?:clarify|confirm|advise|specify);
    (?:enquir|inquir)(?:y|ies); wondering (?:if|whether);
    استفسارات?; استفسار; اس[ئي]له; س[وؤ]ال; توضيح(?:ات)?; هل; استيضاح;
    (?:نرجو|ارجو|يرجي) (?:ال)?(?:توضيح|افاده); (?:نود|اود) (?:ان )?(?:نعرف|اعرف|معرفه)"""
)
APPLICATION: Final = _any(
    r"""candidatures?; soumission; (?:mon|notre|nos|ma|une?) (?:offres?|dossiers?|propositions?);
    (?:manifestation|lettre) d'interets?; ci[- ]jointe?s?; en piece jointe; pieces jointes;
    veuillez trouver; vous trouverez; je postule; nous postulons;
    (?:my|our) (?:application|proposal|offer|submission|tender|bid); expression of interest;
    please find; attached; enclosed; (?:i|we) (?:hereby )?(?:apply|submit);
    طلبي; طلبنا; عرضي; عرضنا; ترشح(?:ي|نا)?; ترشيح(?:ي|نا)?; (?:ال)?مرفقات?; مرفق; تجدون;
    اتقدم; نتقدم; ملف(?:ي|نا)"""
)
REPLACES: Final = _any(
    r"""annule(?:nt)? et remplace(?:nt)?; en remplacement de; cancels? and replaces?;
    remplace(?:nt)? (?:ma|mon|notre|nos|la|le|mes|les|celle|celui|tout); remplace(?:nt)? l'\w+;
    version (?:corrigee|definitive|finale|revisee); supersed(?:es?|ing);
    ne (?:pas )?(?:tenir|tenez) (?:pas )?compte d[eu];
    replac(?:es?|ing) (?:my|our|the) (?:earlier|previous|first|last);
    please (?:disregard|ignore) (?:my|our|the) (?:earlier|previous|first|last);
    (?:corrected|revised|final|updated) version;
    [يت]لغي (?:و ?)?[يت]حل محل; [يت]حل محل; [يت]لغي ما سبق; بدلا (?:من|عن);
    نسخه (?:مصححه|معدله|نها[ئي]يه)"""
)
ADDS: Final = _any(
    r"""en complement; complements? (?:a|de|d'\w+|du|au); (?:pour|afin de) completer;
    complete (?:ma|mon|notre|nos); document manquants?; pieces? manquantes?; j'ai oublie;
    nous avons oublie; suite (?:a|de) (?:mon|notre) (?:mail|envoi|message);
    (?:forgot|omitted) to (?:attach|send|include); missing (?:document|file|annex|attachment)s?;
    (?:additional|further) (?:document|file|annex|attachment)s?; in addition to (?:my|our);
    to complete (?:my|our); (?:second|2nd) (?:part|e-?mail|message); part 2; partie 2;
    (?:2e|2eme|2nde?|seconde?|deuxieme) (?:partie|envoi|mail|message);
    (?:ل)?استكمال(?:ا)?; تكمله; نسيت; (?:ال)?ناقص(?:ه)?; اضافه الي"""
)
# Hosts that keep files for others. A link may show another file after the deadline.
CLOUD_HOSTS: Final = frozenset(
    """drive.google.com docs.google.com photos.google.com photos.app.goo.gl dropbox.com db.tt
    wetransfer.com we.tl onedrive.live.com 1drv.ms sharepoint.com swisstransfer.com mega.nz
    mega.co.nz mega.io box.com app.box.com icloud.com grosfichiers.com fromsmash.com smash.com
    transfernow.net filemail.com sendgb.com mediafire.com 4shared.com pcloud.com pcloud.link
    e.pcloud.link hightail.com terabox.com 1fichier.com uptobox.com send-anywhere.com transferxl.com
    myairbridge.com dropsend.com jumpshare.com zippyshare.com gofile.io yandex.com disk.yandex.com
    disk.yandex.ru kdrive.infomaniak.com kdrive.com proton.me drive.proton.me sync.com tresorit.com
    send.tresorit.com frama.link framadrop.org francetransfert.numerique.gouv.fr
    filesender.renater.fr cubbit.io mab.to""".split()  # noqa: SIM905 -- one host a word reads best
)
