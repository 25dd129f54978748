"""Books, chapters, conferences, reports, dissertations, web pages and preprints.

The works are real ones; each expected entry was written by the standard's rules, of which the chapter is named.
"""

from .items import day, work

LINK = '<a href="{0}">{0}</a>'
OTHERS = [
    (
        "2.A, a book with several authors and an edition",
        work("book", "Medical microbiology", "Murray, P. R.; Rosenthal, K. S.; Kobayashi, G. S.; Pfaller, M. A.",
             edition="4", publisher_place="St. Louis", publisher="Mosby", issued=day(2002)),
        "Murray PR, Rosenthal KS, Kobayashi GS, Pfaller MA. Medical microbiology. 4th ed. St. Louis: Mosby; 2002.",
    ),
    (
        "2.A, editors in the authors' place, a suffix",
        work("book", "Operative obstetrics", editors="Gilstrap, L. C., III; Cunningham, F. G.; VanDorsten, J. P.",
             edition="2", publisher_place="New York", publisher="McGraw-Hill", issued=day(2002)),
        "Gilstrap LC 3rd, Cunningham FG, VanDorsten JP, editors. Operative obstetrics. 2nd ed. New York: McGraw-Hill; "
        "2002.",
    ),
    (
        "2.E, authors and an editor",
        work("book", "Adolescent pregnancy", "Breedlove, G. K.; Schorfheide, A. M.", "Wieczorek, R. R.", edition="2",
             publisher_place="White Plains (NY)", publisher="March of Dimes Education Services", issued=day(2001)),
        "Breedlove GK, Schorfheide AM. Adolescent pregnancy. 2nd ed. Wieczorek RR, editor. White Plains (NY): March of "
        "Dimes Education Services; 2001.",
    ),
    (
        "2.A, two organisations: a semicolon parts them",
        work("book", "Compendium of nursing research and practice development, 1999-2000",
             "[Royal Adelaide Hospital]; [University of Adelaide, Department of Clinical Nursing]",
             publisher_place="Adelaide (Australia)", publisher="Adelaide University", issued=day(2001)),
        "Royal Adelaide Hospital; University of Adelaide, Department of Clinical Nursing. Compendium of nursing "
        "research "
        "and practice development, 1999-2000. Adelaide (Australia): Adelaide University; 2001.",
    ),
    (
        "2.J, the number of pages",
        work("book", "Making sense of the chest x-ray: a hands-on guide", "Jenkins, Paul F.",
             publisher_place="New York", publisher="Oxford University Press", issued=day(2005), number_of_pages="194"),
        "Jenkins PF. Making sense of the chest x-ray: a hands-on guide. New York: Oxford University Press; 2005. 194 "
        "p.",
    ),
    (
        "2.A, an organisation as author of a book",
        work("book", "Diagnostic and statistical manual of mental disorders", "[American Psychiatric Association]",
             edition="5", publisher_place="Arlington (VA)", publisher="American Psychiatric Publishing",
             issued=day(2013), number_of_pages="947"),
        "American Psychiatric Association. Diagnostic and statistical manual of mental disorders. 5th ed. Arlington "
        "(VA): American Psychiatric Publishing; 2013. 947 p.",
    ),
    (
        "2.A, a book of one author",
        work("book", "Effectiveness and efficiency: random reflections on health services", "Cochrane, A. L.",
             publisher_place="London", publisher="Nuffield Provincial Hospitals Trust", issued=day(1972)),
        "Cochrane AL. Effectiveness and efficiency: random reflections on health services. London: Nuffield Provincial "
        "Hospitals Trust; 1972.",
    ),
    (
        "2.A, an old book",
        work("book", "Notes on nursing: what it is, and what it is not", "Nightingale, Florence",
             publisher_place="New York", publisher="D. Appleton and Company", issued=day(1860)),
        "Nightingale F. Notes on nursing: what it is, and what it is not. New York: D. Appleton and Company; 1860.",
    ),
    (
        "2.A, an author with umlaut and hyphen",
        work("book", "On death and dying", "Kübler-Ross, Elisabeth", publisher_place="New York", publisher="Macmillan",
             issued=day(1969)),
        "Kübler-Ross E. On death and dying. New York: Macmillan; 1969.",
    ),
    (
        "2.A, more than six editors",
        work("book", "Cochrane handbook for systematic reviews of interventions",
             editors="Higgins, Julian P. T.; Thomas, James; Chandler, Jacqueline; Cumpston, Miranda; Li, Tianjing; "
                     "Page, Matthew J.; Welch, Vivian A.", edition="2", publisher_place="Chichester (UK)",
             publisher="John Wiley & Sons", issued=day(2019)),
        "Higgins JPT, Thomas J, Chandler J, Cumpston M, Li T, Page MJ, et al., editors. Cochrane handbook for "
        "systematic "
        "reviews of interventions. 2nd ed. Chichester (UK): John Wiley &amp; Sons; 2019.",
    ),
    (
        "2.A, a book without author or editor",
        work("book", "Dorland's illustrated medical dictionary", edition="29", publisher_place="Philadelphia",
             publisher="W.B. Saunders", issued=day(2000)),
        "Dorland's illustrated medical dictionary. 29th ed. Philadelphia: W.B. Saunders; 2000.",
    ),
    (
        "2.E, an organisation as author, people as editors",
        work("book", "To err is human: building a safer health system", "[Institute of Medicine]",
             "Kohn, Linda T.; Corrigan, Janet M.; Donaldson, Molla S.", publisher_place="Washington",
             publisher="National Academy Press", issued=day(2000)),
        "Institute of Medicine. To err is human: building a safer health system. Kohn LT, Corrigan JM, Donaldson MS, "
        "editors. Washington: National Academy Press; 2000.",
    ),
    (
        "2.C, a contribution to a book",
        work("chapter", "Chromosome alterations in human solid tumors",
             "Meltzer, P. S.; Kallioniemi, A.; Trent, J. M.", "Vogelstein, B.; Kinzler, K. W.",
             container_title="The genetic basis of human cancer", publisher_place="New York", publisher="McGraw-Hill",
             issued=day(2002), page="93-113"),
        "Meltzer PS, Kallioniemi A, Trent JM. Chromosome alterations in human solid tumors. In: Vogelstein B, Kinzler "
        "KW, editors. The genetic basis of human cancer. New York: McGraw-Hill; 2002. p. 93-113.",
    ),
    (
        "2.C, a contribution with a suffix among its authors",
        work("chapter", "Feline leukemia virus and other retroviruses", "Rojko, J. L.; Hardy, W. D., Jr.",
             "Sherding, R. G.", container_title="The cat: diseases and clinical management",
             publisher_place="New York", publisher="Churchill Livingstone", issued=day(1989), page="229-332"),
        "Rojko JL, Hardy WD Jr. Feline leukemia virus and other retroviruses. In: Sherding RG, editor. The cat: "
        "diseases "
        "and clinical management. New York: Churchill Livingstone; 1989. p. 229-332.",
    ),
    (
        "3.A, proceedings",
        work("book", "Germ cell tumours V", editors="Harnden, P.; Joffe, J. K.; Jones, W. G.",
             event_title="Proceedings of the 5th Germ Cell Tumour Conference",
             event_date={"date-parts": [[2001, 9, 13], [2001, 9, 15]]}, event_place="Leeds, UK",
             publisher_place="New York", publisher="Springer", issued=day(2002)),
        "Harnden P, Joffe JK, Jones WG, editors. Germ cell tumours V. Proceedings of the 5th Germ Cell Tumour "
        "Conference; "
        "2001 Sep 13-15; Leeds, UK. New York: Springer; 2002.",
    ),
    (
        "3.B, a paper in proceedings",
        work("paper-conference", "An analysis of Koza's computational effort statistic for genetic programming",
             "Christensen, S.; Oppacher, F.", "Foster, J. A.; Lutton, E.; Miller, J.; Ryan, C.; Tettamanzi, A. G.",
             container_title="Genetic programming",
             event_title="EuroGP 2002: Proceedings of the 5th European Conference on Genetic Programming",
             event_date={"date-parts": [[2002, 4, 3], [2002, 4, 5]]}, event_place="Kinsdale, Ireland",
             publisher_place="Berlin", publisher="Springer", issued=day(2002), page="182-191"),
        "Christensen S, Oppacher F. An analysis of Koza's computational effort statistic for genetic programming. In: "
        "Foster JA, Lutton E, Miller J, Ryan C, Tettamanzi AG, editors. Genetic programming. EuroGP 2002: Proceedings "
        "of "
        "the 5th European Conference on Genetic Programming; 2002 Apr 3-5; Kinsdale, Ireland. Berlin: Springer; 2002. "
        "p. "
        "182-91.",
    ),
    (
        "4.A, a report with its number and pages",
        work("report", "Smoking and health: report of the Advisory Committee to the Surgeon General of the Public "
        "Health "
             "Service", "[United States. Public Health Service]", publisher_place="Washington",
             publisher="Department of Health, Education, and Welfare (US), Public Health Service", issued=day(1964),
             number="1103", number_of_pages="387"),
        "United States. Public Health Service. Smoking and health: report of the Advisory Committee to the Surgeon "
        "General of the Public Health Service. Washington: Department of Health, Education, and Welfare (US), Public "
        "Health Service; 1964. 387 p. Report No.: 1103.",
    ),
    (
        "4.A, a guideline of an organisation",
        work("report", "Guidelines for the treatment of malaria", "[World Health Organization]", edition="3",
             publisher_place="Geneva", publisher="The Organization", issued=day(2015)),
        "World Health Organization. Guidelines for the treatment of malaria. 3rd ed. Geneva: The Organization; 2015.",
    ),
    (
        "22.A, a guideline seen on the Internet",
        work("report", "Depression in adults: treatment and management",
             "[National Institute for Health and Care Excellence]", publisher_place="London", publisher="The Institute",
             issued=day(2022, 6, 29), accessed=day(2026, 11, 2), number="NG222",
             URL="https://www.nice.org.uk/guidance/ng222"),
        "National Institute for Health and Care Excellence. Depression in adults: treatment and management [Internet]. "
        "London: The Institute; 2022 Jun 29 [cited 2026 Nov 2]. Report No.: NG222. Available from: "
        + LINK.format("https://www.nice.org.uk/guidance/ng222"),
    ),
    (
        "5.A, a dissertation",
        work("thesis", "Infant sleep and feeding: a telephone survey of Hispanic Americans", "Borkowski, M. M.",
             publisher_place="Mount Pleasant (MI)", publisher="Central Michigan University", issued=day(2002)),
        "Borkowski MM. Infant sleep and feeding: a telephone survey of Hispanic Americans [dissertation]. Mount "
        "Pleasant "
        "(MI): Central Michigan University; 2002.",
    ),
    (
        "22.A, a book on the Internet; its address ends in a slash",
        work("book", "Improving palliative care for cancer", editors="Foley, K. M.; Gelband, H.",
             publisher_place="Washington", publisher="National Academy Press", issued=day(2001),
             accessed=day(2002, 7, 9), URL="http://www.nap.edu/books/0309074029/html/"),
        "Foley KM, Gelband H, editors. Improving palliative care for cancer [Internet]. Washington: National Academy "
        "Press; 2001 [cited 2002 Jul 9]. Available from: " + LINK.format("http://www.nap.edu/books/0309074029/html/")
        + ".",
    ),
    (
        "25.A, a page of an organisation's site",
        work("webpage", "Mental health medications", "[National Institute of Mental Health]",
             container_title="National Institute of Mental Health", issued=day(2016, 10), accessed=day(2026, 11, 2),
             URL="https://www.nimh.nih.gov/health/topics/mental-health-medications"),
        "National Institute of Mental Health. Mental health medications [Internet]. 2016 Oct [cited 2026 Nov 2]. "
        "Available from: " + LINK.format("https://www.nimh.nih.gov/health/topics/mental-health-medications"),
    ),
    (
        "25.A, a page whose site is its publisher",
        work("webpage", "Understanding the stress response", "[Harvard Health Publishing]",
             container_title="Harvard Health", issued=day(2020, 7, 6), accessed=day(2026, 11, 2),
             URL="https://www.health.harvard.edu/staying-healthy/understanding-the-stress-response"),
        "Harvard Health Publishing. Understanding the stress response [Internet]. Harvard Health; 2020 Jul 6 [cited "
        "2026 "
        "Nov 2]. Available from: "
        + LINK.format("https://www.health.harvard.edu/staying-healthy/understanding-the-stress-response"),
    ),
    (
        "25.A, neither author nor date",
        work("webpage", "MedlinePlus", publisher_place="Bethesda (MD)", publisher="National Library of Medicine (US)",
             accessed=day(2026, 11, 2), URL="https://medlineplus.gov/"),
        "MedlinePlus [Internet]. Bethesda (MD): National Library of Medicine (US); [date unknown] [cited 2026 Nov 2]. "
        "Available from: " + LINK.format("https://medlineplus.gov/") + ".",
    ),
    (
        "preprints (NLM, in the manner of chapter 23)",
        work("article", "Attention is all you need",
             "Vaswani, Ashish; Shazeer, Noam; Parmar, Niki; Uszkoreit, Jakob; Jones, Llion; Gomez, Aidan N.; "
             "Kaiser, Łukasz; Polosukhin, Illia", container_title="arXiv", issued=day(2017, 6, 12),
             DOI="10.48550/arXiv.1706.03762"),
        "Vaswani A, Shazeer N, Parmar N, Uszkoreit J, Jones L, Gomez AN, et al. Attention is all you need. arXiv "
        "[Preprint]. 2017 Jun 12. doi: "
        '<a href="https://doi.org/10.48550/arXiv.1706.03762">10.48550/arXiv.1706.03762</a>.',
    ),
    (
        "preprints, with the day on which it was seen",
        work("article", "Effect of dexamethasone in hospitalized patients with COVID-19 – preliminary report",
             "Horby, Peter; Lim, Wei Shen; Emberson, Jonathan", container_title="medRxiv", issued=day(2020, 6, 22),
             accessed=day(2020, 7, 1), DOI="10.1101/2020.06.22.20137273"),
        "Horby P, Lim WS, Emberson J. Effect of dexamethasone in hospitalized patients with COVID-19 – preliminary "
        "report. medRxiv [Preprint]. 2020 Jun 22 [cited 2020 Jul 1]. doi: "
        '<a href="https://doi.org/10.1101/2020.06.22.20137273">10.1101/2020.06.22.20137273</a>.',
    ),
]  # fmt: skip
