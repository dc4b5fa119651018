"""The words by which administrations say how far something has come: done, under way, late.

Written from public follow-ups of several municipalities; a word that says it of something else as
well ("udsatte borgere", "flyttet til") is only taken with what makes it sure.
"""

from __future__ import annotations

import re

from pipeline.findings.sentences import sentences, shared

_SOME = r"(?:[\wæøå/-]+\s)"  # a word between
_IS = r"(?:er|blev|bliver|har|var)"
_DONE_WORDS = r"""
    afsluttet | færdig\w* | gennemført | etableret | rejst | opført | bygget | indgået | anlagt
  | opsat | sat\sop | ibrugtaget | taget\si\sbrug | udført | nedlagt | installeret | leveret
  | ansat | vedtaget | implementeret | godkendt | åbnet | indviet | afleveret | udarbejdet
  | udpeget | valgt | indkøbt | købt | monteret | udrullet | oprettet | i\sdrift | på\splads
  | i\smål | nået | opfyldt | indfriet | realiseret | underskrevet | afholdt | indflyttet
  | flyttet\sind | renoveret | lagt | støbt | plantet | malet | asfalteret | afviklet | klar
  | omlagt | revet\sned | skiftet\sud | udskiftet | opgraderet | samlet
"""
_BEGUN_WORDS = r"""
    påbegyndt | begyndt | igangsat | opstartet | startet | i\sgang | gået\si\sgang
  | sat\si\sgang | kommet\si\sgang | indledt | taget\shul\spå
"""
_DONE = re.compile(rf"\b{_IS}\s{_SOME}{{0,5}}?(?:{_DONE_WORDS})\b", re.VERBOSE | re.IGNORECASE)
_BEGUN = re.compile(rf"\b{_IS}\s{_SOME}{{0,4}}?(?:{_BEGUN_WORDS})\b", re.VERBOSE | re.IGNORECASE)
_NOT_DONE = re.compile(
    rf"\b(?:{_IS}\s{_SOME}{{0,4}}?ikke|endnu\sikke)\s{_SOME}{{0,3}}?(?:{_DONE_WORDS})\b",
    re.VERBOSE | re.IGNORECASE,
)
_NOT_BEGUN = re.compile(
    rf"""
    \b (?: (?:{_IS}\s{_SOME}{{0,4}}?ikke|endnu\sikke|ikke\s(?:er|blev))\s{_SOME}{{0,3}}?
           (?:{_BEGUN_WORDS})
         | forud\sfor\sopstart | forventet\sopstart | afventer\sopstart
         | (?:forventes|ventes|kan|skal|vil)\s{_SOME}{{0,2}}?(?:først\s)?{_SOME}{{0,2}}?
           (?:påbegyndt | påbegyndes | begynde | igangsat | igangsættes | opstartet | opstartes
             | startet | starte | sættes\si\sgang | gå\si\sgang)
         | begynder\sførst | starter\sførst | påbegyndes\sførst | igangsættes\sførst ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UNDER_WAY = re.compile(
    rf"""
    \b (?: pågår | er\s{_SOME}{{0,2}}?(?:i\sgang|undervejs) | er\sved\sat
         | er\s(?:fortsat|stadig)\sunder | mangler\s(?:fortsat|stadig|endnu)
         | er\sunder\s(?:udførelse|opførelse|etablering|udarbejdelse)
         | arbejdes\s(?:fortsat|stadig|endnu) | fortsætter ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A delay that is told as a fact.
_LATE = re.compile(
    rf"""
    \b (?: forsinke(?:t|de) | (?:der\ser|opstået|med|har)\s{_SOME}{{0,2}}?forsinkelser?
         | {_IS}\s{_SOME}{{0,3}}?(?:udskudt|aflyst|skubbet|forrykket|forskudt|skredet)
         | udskydes | udsat\s(?:til|på) | rykket\s(?:til|et|en|flere) | rykkes\s(?:til|et|en)
         | trækker\s{_SOME}?ud | (?:er|har)\strukket\s{_SOME}?ud | bagud | halter
         | efter\s(?:tids)?planen | holder\sikke | skrider | sat\si\sbero | på\spause
         | gået\si\sstå | ligger\sstille | nås\sikke | nåede\sikke | ikke\s(?:er\s)?nået
         | (?:ventes|forventes|bliver|sker|kan)\s(?:tidligst|først) | senere\send
         | mangler\s(?:fortsat|stadig|endnu)
         | {_IS}\s{_SOME}{{0,3}}?ikke\s{_SOME}{{0,2}}?
           (?:afsluttet|færdig\w*|gennemført|påbegyndt|begyndt|startet|igangsat|i\sgang
             |gået\si\sgang|kommet\si\sgang|nået|i\smål) ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What takes a statement back, before it in its sentence.
_GUARD_BEFORE = re.compile(
    r"""
    \b (?: ikke | uden | ingen | hvis | såfremt | risiko | risikerer | kunne | undgå | hverken
         | delvist | skal | vil | når | tidligere | næsten | næste | efterfølgende | kommende
         | anden | frygt\w* | ellers | skulle | trods ) \b [^.;\n]* $
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PARTLY = re.compile(
    r"\b(?:dog|første\sdel|etape|bortset\sfra|mangler|resten|del\w*\saf|ønske\som)\b",
    re.IGNORECASE,
)
_MADE_UP = re.compile(
    r"\b(?:indhentet|hentet\sind|men\ser\snu|nu\sovre|er\ssiden|alligevel|overvundet)\b",
    re.IGNORECASE,
)
# What makes a thing that is done no more than a step.
_MORE_TO_DO = re.compile(
    r"""
    \b (?: ikke | endnu | mangler | dog | men | delvist | resten | afventer | forvent\w* | ventes
         | skal | næste | pågår | i\sgang | fortsat | udsk\w+ | udsat | forsink\w+ | først
         | fortsætter | senere | kun | udbud\w* | projektering\w* | \w*forslag\w* | tilbud
         | skitse\w* | \w*tilladelse\w* | lokalplan\w* | bortset | undtag\w+ | delaftale\w* | etape
         | del\w*\saf | halvdelen | ud\saf | af\sde | første | arbejdes | undersøg\w* ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:ikke|delvist|næsten|når|hvis|skal|forventes|ventes|vil|inden|før|endnu|kan|klar\stil)\b",
    re.IGNORECASE,
)
# Said of all of it, without a subject.
_ALL_FINISHED = re.compile(
    r"(?:er\s)?(?:nu\s)?(?:afsluttet|gennemført|implementeret|færdig\w*)\.?", re.IGNORECASE
)
# Works go by many names: begun under one, not begun under another.
_NAMES = (
    r"\b\w*(?:arbejdet|arbejderne|arbejder|byggeri\w*|ombygning\w*|renovering\w*|anlægs\w*"
    r"|opførelse\w*)\b"
)
_WORKS = re.compile(_NAMES)
_WORKS_BEGUN = re.compile(
    rf"{_NAMES}\s(?:er|blev)\s(?:\w+\s)?(?:{_BEGUN_WORDS}|afsluttet|færdig\w*)", re.VERBOSE
)


def tells_delay(text: str, plan: str = "") -> str | None:
    """The first words of a text that tell of a delay, and are not denied, feared or made up for.

    That something of the plan itself is not done counts as well.

    >>> tells_delay("Processen er forsinket."), tells_delay("Processen er ikke forsinket.")
    ('forsinket', None)
    """
    if _MADE_UP.search(text):
        return None
    for sentence in sentences(text):
        found = _LATE.search(sentence.text)
        if found is None and plan and shared(plan, sentence.text):
            found = _NOT_DONE.search(sentence.text)
        if found is None or _PARTLY.search(sentence.text.replace(found[0], "")):
            continue
        if not _GUARD_BEFORE.search(sentence.text[: found.start()]):
            return found[0]
    return None


def tells_done(text: str) -> str | None:
    """The sentence that says all is done, in a text that says nothing of what is left."""
    for sentence in sentences(text):
        if _ALL_FINISHED.fullmatch(sentence.text):
            rest = text.replace(sentence.text, "")
            return None if _MORE_TO_DO.search(rest) else sentence.text
    if _MORE_TO_DO.search(text):
        return None
    return next((one.text for one in sentences(text) if _DONE.search(one.text)), None)


def is_all_finished(text: str) -> bool:
    """Whether a sentence of it says, without a subject, that it is finished."""
    return any(_ALL_FINISHED.fullmatch(one.text) for one in sentences(text))


def denied(earlier: str, later: str, *, same_milestone: bool = False) -> tuple[str, str] | None:
    """What is said done or begun, and later said not to be; None where nothing is.

    Between rows of other milestones the two sentences must be of one thing.
    """
    stated = [one.text for one in sentences(earlier) if _states(one.text)]
    for said in (one.text for one in sentences(later)) if stated else ():
        not_begun, not_done = _NOT_BEGUN.search(said), _NOT_DONE.search(said)
        under_way = _UNDER_WAY.search(said)
        for one in stated:
            done = _DONE.search(one)
            if not_begun and (same_milestone or _of_one_works(one, said) or shared(one, said)):
                return one, said
            if done and (not_done or under_way) and shared(one, said):
                return one, said
    return None


def _states(sentence: str) -> bool:
    told = _DONE.search(sentence) or _BEGUN.search(sentence)
    return told is not None and not _DENIED.search(sentence)


def _of_one_works(one: str, other: str) -> bool:
    return bool(_WORKS_BEGUN.search(one.casefold()) and _WORKS.search(other.casefold()))
