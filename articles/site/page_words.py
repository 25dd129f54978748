"""What the pages add to an article's words inside what is signed, in each language that has a table here. Pure.

Who signs a body signs these too, so they are in the article's language and never in that of whoever happened to ask.
A language without a table gets English, marked as that: a reader hears what it is, and nothing is refused. To add a
language, add a table; bodies that were signed stay as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from articles.languages import direction, primary


@dataclass(frozen=True)
class PageWords:
    """One table. ``language`` is the one it is in; ``kinds`` names kinds of reference, where their own labels do not.

    ``reference`` and ``back`` are read aloud only: "Reference 3: Lane 1998", "Back to mention 2 of reference 3".
    """

    language: str
    references: str
    left_out: str
    left_out_lead: str
    table: str
    note: str
    reference: str
    back: str
    sound: str
    sound_words: str
    minutes: str
    seconds: str
    kinds: Mapping[str, str]

    def mark(self, language: str) -> str:
        """The attributes that say which language these words are in, where it is not the article's."""
        return "" if self.language == primary(language) else f' lang="{self.language}" dir="{direction(self.language)}"'


ENGLISH = PageWords(
    language="en",
    references="References",
    left_out="Written for other readers",
    left_out_lead="These parts are left out of this version of the page:",
    table="Table",
    note="Please note",
    reference="Reference",
    back="Back to mention {mention} of reference {number}",
    sound="Sound file",
    sound_words="Its words are the text above.",
    minutes="{length} minutes",
    seconds="{length} seconds",
    kinds={},
)
GERMAN = PageWords(
    language="de",
    references="Quellen",
    left_out="Für andere Leserinnen und Leser geschrieben",
    left_out_lead="Diese Teile sind in dieser Fassung der Seite weggelassen:",
    table="Tabelle",
    note="Bitte beachten",
    reference="Quelle",
    back="Zurück zu Nennung {mention} der Quelle {number}",
    sound="Tondatei",
    sound_words="Ihr Wortlaut ist der Text darüber.",
    minutes="{length} Minuten",
    seconds="{length} Sekunden",
    kinds={
        "guideline": "Leitlinie",
        "systematic_review": "Systematische Übersicht",
        "research": "Forschung",
        "drug_label": "Fachinformation",
        "book": "Buch",
        "web_page": "Webseite",
        "other": "Sonstiges",
    },
)
ARABIC = PageWords(
    language="ar",
    references="المراجع",
    left_out="مكتوب لقرّاء آخرين",
    left_out_lead="حُذفت الأجزاء التالية من هذه النسخة من الصفحة:",
    table="جدول",
    note="يُرجى الانتباه",
    reference="المرجع",
    back="العودة إلى الموضع {mention} للمرجع {number}",
    sound="ملف صوتي",
    sound_words="كلماته هي النص أعلاه.",
    minutes="المدة بالدقائق: {length}",
    seconds="المدة بالثواني: {length}",
    kinds={
        "guideline": "إرشادات",
        "systematic_review": "مراجعة منهجية",
        "research": "بحث",
        "drug_label": "نشرة الدواء",
        "book": "كتاب",
        "web_page": "صفحة ويب",
        "other": "أخرى",
    },
)
TABLES = {table.language: table for table in (ENGLISH, GERMAN, ARABIC)}


def words_for(language: str) -> PageWords:
    """The table for an article's language, else the English one."""
    return TABLES.get(primary(language), ENGLISH)
