"""Journal articles (Citing Medicine, chapter 1, and chapter 23 for those on the Internet).

The works are real ones; each expected entry was written by the standard's rules, of which the section is named.
"""

from .items import article, day, people

DOI = 'doi: <a href="https://doi.org/{0}">{0}</a>.'
PMID = 'PubMed PMID: <a href="https://pubmed.ncbi.nlm.nih.gov/{0}/">{0}</a>.'

ARTICLES = [
    (
        "1.A, standard article with day",
        article(
            "Watson, J. D.; Crick, F. H. C.",
            "Molecular structure of nucleic acids; a structure for deoxyribose nucleic acid",
            "Nature", (1953, 4, 25), "171|4356|737-738", DOI="10.1038/171737a0", PMID="13054692",
        ),
        "Watson JD, Crick FHC. Molecular structure of nucleic acids; a structure for deoxyribose nucleic acid. "
        "Nature. 1953 Apr 25;171(4356):737-8. " + DOI.format("10.1038/171737a0") + " " + PMID.format("13054692"),
    ),
    (
        "1.A, two authors",
        article("Doll, Richard; Hill, A. Bradford", "Smoking and carcinoma of the lung; preliminary report",
                "Br Med J", (1950, 9, 30), "2|4682|739-748", DOI="10.1136/bmj.2.4682.739"),
        "Doll R, Hill AB. Smoking and carcinoma of the lung; preliminary report. Br Med J. 1950 Sep 30;2(4682):739-48. "
        + DOI.format("10.1136/bmj.2.4682.739"),
    ),
    (
        "1.A, more than six authors: et al.",
        article("Polack, Fernando P.; Thomas, Stephen J.; Kitchin, Nicholas; Absalon, Judith; Gurtman, Alejandra; "
                "Lockhart, Stephen; Perez, John L.",
                "Safety and efficacy of the BNT162b2 mRNA Covid-19 vaccine", "N Engl J Med", (2020, 12, 31),
                "383|27|2603-2615", DOI="10.1056/NEJMoa2034577"),
        "Polack FP, Thomas SJ, Kitchin N, Absalon J, Gurtman A, Lockhart S, et al. Safety and efficacy of the BNT162b2 "
        "mRNA Covid-19 vaccine. N Engl J Med. 2020 Dec 31;383(27):2603-15. " + DOI.format("10.1056/NEJMoa2034577"),
    ),
    (
        "1.A, six authors are all given",
        article("Moher, David; Liberati, Alessandro; Tetzlaff, Jennifer; Altman, Douglas G.; [PRISMA Group]",
                "Preferred reporting items for systematic reviews and meta-analyses: the PRISMA statement",
                "PLoS Med", (2009, 7, 21), "6|7|e1000097", DOI="10.1371/journal.pmed.1000097"),
        "Moher D, Liberati A, Tetzlaff J, Altman DG; PRISMA Group. Preferred reporting items for systematic reviews "
        "and "
        "meta-analyses: the PRISMA statement. PLoS Med. 2009 Jul 21;6(7):e1000097. "
        + DOI.format("10.1371/journal.pmed.1000097"),
    ),
    (
        "1.A, an organisation and people: a semicolon parts them",
        article("[RECOVERY Collaborative Group]; Horby, Peter; Lim, Wei Shen; Emberson, Jonathan R.",
                "Dexamethasone in hospitalized patients with Covid-19", "N Engl J Med", (2021, 2, 25),
                "384|8|693-704", DOI="10.1056/NEJMoa2021436"),
        "RECOVERY Collaborative Group; Horby P, Lim WS, Emberson JR. Dexamethasone in hospitalized patients with "
        "Covid-19. N Engl J Med. 2021 Feb 25;384(8):693-704. " + DOI.format("10.1056/NEJMoa2021436"),
    ),
    (
        "1.A, people with a particle, and a group",
        article("Vallancien, Guy; Emberton, Mark; Harving, Niels; van Moorselaar, R. Jeroen; [Alf-One Study Group]",
                "Sexual dysfunction in 1,274 European men suffering from lower urinary tract symptoms",
                "J Urol", (2003,), "169|6|2257-2261"),
        "Vallancien G, Emberton M, Harving N, van Moorselaar RJ; Alf-One Study Group. Sexual dysfunction in 1,274 "
        "European men suffering from lower urinary tract symptoms. J Urol. 2003;169(6):2257-61.",
    ),
    (
        "1.A, an organisation as author",
        article("[Diabetes Prevention Program Research Group]",
                "Hypertension, insulin, and proinsulin in participants with impaired glucose tolerance",
                "Hypertension", (2002,), "40|5|679-686"),
        "Diabetes Prevention Program Research Group. Hypertension, insulin, and proinsulin in participants with "
        "impaired "
        "glucose tolerance. Hypertension. 2002;40(5):679-86.",
    ),
    (
        "1.A, an organisation as author, with day",
        article("[Scandinavian Simvastatin Survival Study Group]",
                "Randomised trial of cholesterol lowering in 4444 patients with coronary heart disease: the "
                "Scandinavian "
                "Simvastatin Survival Study (4S)", "Lancet", (1994, 11, 19), "344|8934|1383-1389"),
        "Scandinavian Simvastatin Survival Study Group. Randomised trial of cholesterol lowering in 4444 patients with "
        "coronary heart disease: the Scandinavian Simvastatin Survival Study (4S). Lancet. 1994 Nov "
        "19;344(8934):1383-9.",
    ),
    (
        "1.A, no author: the title comes first",
        article("", "21st century heart solution may have a sting in the tail", "BMJ", (2002,), "325|7357|184"),
        "21st century heart solution may have a sting in the tail. BMJ. 2002;325(7357):184.",
    ),
    (
        "1.A, given names with a hyphen, family names with an accent",
        article("Barré-Sinoussi, Françoise; Chermann, Jean-Claude; Rey, Françoise",
                "Isolation of a T-lymphotropic retrovirus from a patient at risk for acquired immune deficiency "
                "syndrome "
                "(AIDS)", "Science", (1983, 5, 20), "220|4599|868-871", DOI="10.1126/science.6189183"),
        "Barré-Sinoussi F, Chermann JC, Rey F. Isolation of a T-lymphotropic retrovirus from a patient at risk for "
        "acquired immune deficiency syndrome (AIDS). Science. 1983 May 20;220(4599):868-71. "
        + DOI.format("10.1126/science.6189183"),
    ),
    (
        "1.A, initials without full stops",
        article("Sackett, David L.; Rosenberg, William M. C.; Gray, J. A. Muir; Haynes, R. Brian; Richardson, W. Scott",
                "Evidence based medicine: what it is and what it isn't", "BMJ", (1996, 1, 13), "312|7023|71-72"),
        "Sackett DL, Rosenberg WMC, Gray JAM, Haynes RB, Richardson WS. Evidence based medicine: what it is and what "
        "it "
        "isn't. BMJ. 1996 Jan 13;312(7023):71-2.",
    ),
    (
        "1.C, a title with the name of an organism in italics",
        article("Fleming, Alexander",
                "On the antibacterial action of cultures of a penicillium, with special reference to their use in the "
                "isolation of <i>B. influenzae</i>", "Br J Exp Pathol", (1929,), "10|3|226-236"),
        "Fleming A. On the antibacterial action of cultures of a penicillium, with special reference to their use in "
        "the isolation of <i>B. influenzae</i>. Br J Exp Pathol. 1929;10(3):226-36.",
    ),
    (
        "1.C, a title that ends in a question mark",
        article("Leichsenring, Falk; Steinert, Christiane",
                "Is cognitive behavioral therapy the gold standard for psychotherapy?", "JAMA", (2017,),
                "318|14|1323-1324", DOI="10.1001/jama.2017.13737"),
        "Leichsenring F, Steinert C. Is cognitive behavioral therapy the gold standard for psychotherapy? JAMA. "
        "2017;318(14):1323-4. " + DOI.format("10.1001/jama.2017.13737"),
    ),
    (
        "1.D, the journal's abbreviation without full stops",
        article("Cade, J. F. J.", "Lithium salts in the treatment of psychotic excitement", "Med. J. Aust.",
                (1949, 9, 3), "2|10|349-352"),
        "Cade JFJ. Lithium salts in the treatment of psychotic excitement. Med J Aust. 1949 Sep 3;2(10):349-52.",
    ),
    (
        "1.E, a month",
        article("Ioannidis, John P. A.", "Why most published research findings are false", "PLoS Med", (2005, 8),
                "2|8|e124", DOI="10.1371/journal.pmed.0020124"),
        "Ioannidis JPA. Why most published research findings are false. PLoS Med. 2005 Aug;2(8):e124. "
        + DOI.format("10.1371/journal.pmed.0020124"),
    ),
    (
        "1.E, a year alone",
        article("Enevoldson, T. P.", "Recreational drugs and their neurological consequences",
                "J Neurol Neurosurg Psychiatry", (2004,), "75|Suppl 3|iii9-iii15"),
        "Enevoldson TP. Recreational drugs and their neurological consequences. J Neurol Neurosurg Psychiatry. "
        "2004;75(Suppl 3):iii9-15.",
    ),
    (
        "1.F, a volume with supplement",
        article("Geraud, G.; Spierings, E. L.; Keywood, C.",
                "Tolerability and safety of frovatriptan with short- and long-term use for treatment of migraine and "
                "in "
                "comparison with sumatriptan", "Headache", (2002,), "42 Suppl 2||S93-S99"),
        "Geraud G, Spierings EL, Keywood C. Tolerability and safety of frovatriptan with short- and long-term use for "
        "treatment of migraine and in comparison with sumatriptan. Headache. 2002;42 Suppl 2:S93-9.",
    ),
    (
        "1.G, an issue with supplement",
        article("Glauser, T. A.", "Integrating clinical trial data into clinical practice", "Neurology", (2002,),
                "58|12 Suppl 7|S6-S12"),
        "Glauser TA. Integrating clinical trial data into clinical practice. Neurology. 2002;58(12 Suppl 7):S6-12.",
    ),
    (
        "1.G, an issue without volume",
        article("Banit, D. M.; Kaufer, H.; Hartford, J. M.",
                "Intraoperative frozen section analysis in revision total joint arthroplasty",
                "Clin Orthop Relat Res", (2002,), "|401|230-238"),
        "Banit DM, Kaufer H, Hartford JM. Intraoperative frozen section analysis in revision total joint arthroplasty. "
        "Clin Orthop Relat Res. 2002;(401):230-8.",
    ),
    (
        "1.F, neither volume nor issue",
        article("", "Outreach: bringing HIV-positive individuals into care", "HRSA Careaction", (2002, 6), "||1-6"),
        "Outreach: bringing HIV-positive individuals into care. HRSA Careaction. 2002 Jun:1-6.",
    ),
    (
        "1.G, two issues together",
        article("Rose, M. E.; Huerbin, M. B.; Melick, J.; Marion, D. W.; Palmer, A. M.; Schiding, J. K.; [et al.]",
                "Regulation of interstitial excitatory amino acid concentrations after cortical contusion injury",
                "Brain Res", (2002,), "935|1-2|40-46"),
        "Rose ME, Huerbin MB, Melick J, Marion DW, Palmer AM, Schiding JK, et al. Regulation of interstitial "
        "excitatory "
        "amino acid concentrations after cortical contusion injury. Brain Res. 2002;935(1-2):40-6.",
    ),
    (
        "1.H, Roman page numbers",
        article("Chadwick, R.; Schuklenk, U.", "The politics of ethical consensus finding", "Bioethics", (2002,),
                "16|2|iii-v"),
        "Chadwick R, Schuklenk U. The politics of ethical consensus finding. Bioethics. 2002;16(2):iii-v.",
    ),
    (
        "1.H, an article number in place of pages",
        article("Page, Matthew J.; McKenzie, Joanne E.; Bossuyt, Patrick M.; Boutron, Isabelle; Hoffmann, Tammy C.; "
                "Mulrow, Cynthia D.; Shamseer, Larissa",
                "The PRISMA 2020 statement: an updated guideline for reporting systematic reviews", "BMJ",
                (2021, 3, 29), "372||n71", DOI="10.1136/bmj.n71"),
        "Page MJ, McKenzie JE, Bossuyt PM, Boutron I, Hoffmann TC, Mulrow CD, et al. The PRISMA 2020 statement: an "
        "updated guideline for reporting systematic reviews. BMJ. 2021 Mar 29;372:n71. "
        + DOI.format("10.1136/bmj.n71"),
    ),
    (
        "1.H, pages whose repeated digits are left off",
        article("Halpern, S. D.; Ubel, P. A.; Caplan, A. L.", "Solid-organ transplantation in HIV-infected patients",
                "N Engl J Med", (2002, 7, 25), "347|4|284-287"),
        "Halpern SD, Ubel PA, Caplan AL. Solid-organ transplantation in HIV-infected patients. N Engl J Med. 2002 Jul "
        "25;347(4):284-7.",
    ),
    (
        "1.E, in press",
        {"type": "article-journal", "title": "Signature of balancing selection in Arabidopsis",
         "author": people("Tian, D.; Araki, H.; Stahl, E.; Bergelson, J.; Kreitman, M."),
         "container-title-short": "Proc Natl Acad Sci U S A", "issued": {"literal": "Forthcoming 2002"}},
        "Tian D, Araki H, Stahl E, Bergelson J, Kreitman M. Signature of balancing selection in Arabidopsis. Proc Natl "
        "Acad Sci U S A. Forthcoming 2002.",
    ),
    (
        "1.A, a Cyrillic name keeps its script",
        {"type": "article-journal", "title": "Соотношение свойств с атомным весом элементов",
         "author": [{"family": "Менделеев", "given": "Дмитрий"}],
         "container-title": "Журнал Русского химического общества", "issued": day(1869), "volume": "1",
         "page": "60-77"},
        "Менделеев Д. Соотношение свойств с атомным весом элементов. Журнал Русского химического общества. "
        "1869;1:60-77.",
    ),
    (
        "23.A, an article seen on the Internet",
        article("Hofmann, Stefan G.", "The efficacy of cognitive behavioral therapy: a review of meta-analyses",
                "Cognit Ther Res", (2012,), "36|5|427-440", accessed=day(2026, 11, 2),
                URL="https://pmc.ncbi.nlm.nih.gov/articles/PMC3584580"),
        "Hofmann SG. The efficacy of cognitive behavioral therapy: a review of meta-analyses. Cognit Ther Res "
        "[Internet]. 2012 [cited 2026 Nov 2];36(5):427-40. Available from: "
        '<a href="https://pmc.ncbi.nlm.nih.gov/articles/PMC3584580">https://pmc.ncbi.nlm.nih.gov/articles/PMC3584580</a>',
    ),
]  # fmt: skip
