"""What people call countries in English and Spanish, so that 'Alemania' or 'Holland' finds the shop's own spelling."""

from functools import cache

from tools.metrics.spelling import folded
from tools.terms import Language

__all__ = ["country_code", "country_label", "country_names"]

_ALIASES: dict[str, tuple[str, ...]] = {
    "GB": ("UK", "U.K.", "GB", "Great Britain", "Britain", "England", "Reino Unido", "Gran Bretaña", "Inglaterra", "RU"),
    "US": ("USA", "U.S.", "U.S.A.", "US", "United States", "United States of America", "America", "the States", "EEUU",
    "EE. UU.", "EE.UU.",
           "EUA", "Estados Unidos", "Estados Unidos de América", "Norteamérica"),
    "IE": ("EIRE", "Ireland", "Republic of Ireland", "Irlanda", "República de Irlanda"),
    "NL": ("Holland", "Holanda", "The Netherlands", "Países Bajos", "Netherlands"),
    "CZ": ("Czech Republic", "Czechia", "República Checa", "Chequia"),
    "ZA": ("RSA", "South Africa", "Sudáfrica"),
    "AE": ("UAE", "United Arab Emirates", "Emiratos", "Emiratos Árabes", "EAU", "Emiratos Árabes Unidos"),
    "KR": ("South Korea", "Korea", "Corea", "Corea del Sur"),
    "RU": ("Russia", "Russian Federation", "Rusia"),
    "HK": ("Hong Kong",),
    "TR": ("Turkey", "Turquía", "Türkiye"),
    "DE": ("Germany", "Deutschland", "Alemania"),
    "ES": ("Spain", "España"),
    "FR": ("France", "Francia"),
    "IT": ("Italy", "Italia"),
    "MX": ("Mexico", "México", "Méjico"),
    "BR": ("Brazil", "Brasil"),
    "CH": ("Switzerland", "Suiza", "Schweiz"),
    "SA": ("Saudi Arabia", "KSA", "Arabia Saudí", "Arabia Saudita"),
    "CN": ("China", "PRC"),
    "TW": ("Taiwan", "Taiwán"),
    "VN": ("Vietnam", "Viet Nam"),
    "CI": ("Ivory Coast", "Côte d'Ivoire", "Costa de Marfil"),
    "MK": ("Macedonia", "North Macedonia", "Macedonia del Norte"),
    "BA": ("Bosnia", "Bosnia and Herzegovina", "Bosnia y Herzegovina"),
}  # fmt: skip
_OTHER_PLACES = {
    "european community": ("European Community", "Comunidad Europea", "European Union", "Unión Europea", "EU", "UE"),
    "channel islands": ("Channel Islands", "Islas del Canal", "Islas Anglonormandas"),
    "unspecified": ("Unspecified", "sin especificar"),
}


def country_code(word: str) -> str | None:
    """The ISO code of a country named in English, Spanish, by alias or by code; None when it is none."""
    return _codes().get(folded(word))


def country_names(key: str) -> tuple[str, ...]:
    """What people call the country that stands as `key` in the data; the key itself first."""
    code = country_code(key)
    if code is None:
        return (key, *(name for name in _OTHER_PLACES.get(folded(key), ()) if name != key))
    names = (key, *_ALIASES.get(code, ()), *(_territories(language).get(code, "") for language in ("en", "es")))
    return tuple(dict.fromkeys(name for name in names if name))


@cache
def country_label(key: str, language: Language) -> str:
    """The country's name in a language; a spelling that it reads stays the shop's own, as does what is no country."""
    code = country_code(key)
    if code is None or (language == "en" and len(key) == 2):
        listed = _OTHER_PLACES.get(folded(key))
        return listed[1] if listed and language == "es" else key
    own, other = _territories(language).get(code, key), _territories("es" if language == "en" else "en").get(code, key)
    return own if language == "es" or (folded(key) == folded(other) and folded(key) != folded(own)) else key


@cache
def _codes() -> dict[str, str]:
    known = {folded(name): code for language in ("en", "es") for code, name in _territories(language).items()}
    known |= {folded(code): code for code in _territories("en")}
    return known | {folded(alias): code for code, aliases in _ALIASES.items() for alias in aliases}


@cache
def _territories(language: str) -> dict[str, str]:
    from babel import Locale

    return {code: str(name) for code, name in Locale(language).territories.items() if len(code) == 2 and code.isalpha()}
