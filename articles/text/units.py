"""Units of measurement as written in medical texts: a number and its unit belong together."""

_AMOUNT = (
    r"mcg|µg|μg|ug|ng|pg|mg|kg|g|micrograms?|milligrams?|kilograms?|grams?"
    r"|mL|ml|µL|μL|µl|dL|dl|cL|cl|L|l|millilit(?:re|er)s?|lit(?:re|er)s?"
    r"|mmol|µmol|μmol|nmol|pmol|mol|mEq|mOsm|kIU|mIU|MIU|IU|iu|U|[Uu]nits?"
    r"|tablets?|capsules?|drops?|puffs?|sprays?|patch(?:es)?|doses?"
)
_MEASURE = (
    r"mmHg|cmH2O|kPa|Pa|bar|bpm|kcal|cal|kJ|J|mCi|MBq|GBq|mGy|Gy|mSv|Sv|Hz|kHz|MHz"
    r"|mm|cm|km|m|µm|μm|nm|m²|m2|cm²|°C|°F|ºC|%|‰|percent|per cent"
)
_TIME = (
    r"ms|s|sec|secs|seconds?|min|mins|minutes?|h|hr|hrs|hours?|d|days?|wk|wks|weeks?|months?|mo|yr|yrs|years?|times?"
)
_PER = r"kg|m²|m2|mL|ml|dL|dl|L|l|min|h|hr|hour|d|day|week|month|year|dose|mmol|mol|g|mg|24\s?h"
_RATE = rf"(?:/(?:{_PER})){{0,3}}(?![\w])"

# Each ends at a word's end, so that "5 m" is not seen in "5 meals".
UNIT = rf"(?:{_AMOUNT}|{_MEASURE}|{_TIME}){_RATE}"
DOSE_UNIT = rf"(?:{_AMOUNT}){_RATE}"
