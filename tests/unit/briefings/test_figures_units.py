"""Money of every style, measures, numbers in words, numbers below zero."""

from __future__ import annotations

import pytest

from tests.unit.briefings.figured import figured, told


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It cost AED 2bn.", 2e9, "AED"),
        ("It cost Rs 300 crore.", 3e9, "INR"),
        ("It cost Rs 2,50,000.", 250_000, "INR"),
        ("It cost 12 lakh rupees.", 1.2e6, "INR"),
        ("It cost R$ 5 million.", 5e6, "BRL"),
        ("It cost R12 million.", 1.2e7, "ZAR"),
        ("It cost RM5 million.", 5e6, "MYR"),
        ("It cost S$4.5m.", 4.5e6, "SGD"),
        ("It cost A$3 billion.", 3e9, "AUD"),
        ("It cost NZ$20 million.", 2e7, "NZD"),
        ("It cost SEK 300 million.", 3e8, "SEK"),
        ("It cost 300 million Swedish kronor.", 3e8, "SEK"),
        ("It cost 40 million dirhams.", 4e7, "AED"),
        ("It cost 3 million ringgit.", 3e6, "MYR"),
        ("It cost 5 million baht.", 5e6, "THB"),
        ("It cost 2 trillion dong.", 2e12, "VND"),
        ("It cost Rp 5 trillion.", 5e12, "IDR"),
        ("It cost 30 million rand.", 3e7, "ZAR"),
        ("It cost 4 billion naira.", 4e9, "NGN"),
        ("It cost KSh 500 million.", 5e8, "KES"),
        ("It cost 500 million Kenyan shillings.", 5e8, "KES"),
        ("It cost 200 million Saudi riyals.", 2e8, "SAR"),
        ("It cost 200 million Qatari riyals.", 2e8, "QAR"),
        ("It cost 8 million Mexican pesos.", 8e6, "MXN"),
        ("It cost 8 million Philippine pesos.", 8e6, "PHP"),
        ("It cost ₺50 million.", 5e7, "TRY"),
        ("It cost EUR 12 000.", 12_000, "EUR"),
        ("It cost EUR 4.5 M.", 4.5e6, "EUR"),
        ("It cost 5m euros.", 5e6, "EUR"),
        ("It stands 450 MW.", 450, "MW"),
        ("It made 3.2 GWh.", 3.2, "GWh"),
        ("It made 7 TWh.", 7, "TWh"),
        ("It emits 5 Mt.", 5, "Mt"),
        ("It emits 12 tCO2e.", 12, "tCO2"),
        ("The air holds 400 ppm.", 400, "ppm"),
        ("The field pumps 120,000 bpd.", 120_000, "bpd"),
        ("The tanker has 115,000 dwt.", 115_000, "deadweight tonne"),
        ("The ferry has 42,000 GT.", 42_000, "gross tonne"),
        ("It treats 50,000 m3/day.", 50_000, "m3"),
        ("It uses 20 litres per head.", 20, "litre"),
        ("It made 3,000 hectolitres.", 3_000, "hectolitre"),
        ("The rate rose by 25 basis points.", 25, "basis point"),
        ("Trains run at 350 km/h.", 350, "km/h"),
        ("Links reach 100 Mbit/s.", 100, "Mbit/s"),
        ("The yard holds 3 500 tonnes.", 3_500, "tonne"),
        ("A metro line 42 kilometres long.", 42, "km"),
        ("It has 200k users.", 200_000, "user"),
        ("The mast is 5m high.", 5, "m"),
        ("It was minus 12 degrees Celsius.", -12, "degree Celsius"),
        ("It was 12 degrees Celsius below zero.", -12, "degree Celsius"),
        ("The economy grew by -2.1%.", -2.1, "percent"),
        ("The economy grew by −0.3 percent.", -0.3, "percent"),
        ("A share of 5-year loans is 3 percent.", 3, "percent"),
    ],
)
def test_money_and_measures_have_one_name_each(text: str, value: float, unit: str) -> None:
    assert told(text) == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Sixteen companies signed.", 16, "company"),
        ("Seventy-six vans came.", 76, "van"),
        ("Ninety stalls opened.", 90, "stall"),
        ("Two dozen stalls opened.", 24, "stall"),
        ("Twelve hundred cars came.", 1_200, "car"),
        ("Three thousand five hundred cars came.", 3_500, "car"),
        ("Two and a half million people came.", 2.5e6, "person"),
        ("It holds 1½ tonnes.", 1.5, "tonne"),
        ("It has 14 wounded.", 14, "person"),
        ("It aims to train 5000 welders.", 5000, "welder"),
        ("It granted 2000 additional visas.", 2000, "visa"),
        ("45 firemen came.", 45, "fireman"),
        ("300 other children came.", 300, "child"),
        ("The 12-member council met.", 12, "member"),
        ("The 300-bed hospital opened.", 300, "bed"),
        ("A 25-strong team came.", 25, "person"),
        ("Pupils aged 34 may stay.", 34, "years old"),
    ],
)
def test_counts_find_their_noun(text: str, value: float, unit: str) -> None:
    assert told(text) == [(value, unit)]


def test_a_code_in_front_of_a_number_is_not_the_unit_of_the_one_before() -> None:
    assert (9, "EUR") in told("It costs EUR 18, and for guests under 12 EUR 9.")
    assert (12, "EUR") not in told("It costs EUR 18, and for guests under 12 EUR 9.")


def test_to_win_is_no_money() -> None:
    assert told("Of the 30 boats 5 won.") == [(30, "boat")]
    assert told("It cost 500 million won.") == [(5e8, "KRW")]


@pytest.mark.parametrize(
    ("text", "ends", "unit"),
    [
        ("Prices are between 5 and 10 million euros.", (5e6, 1e7), "EUR"),
        ("It takes 5-10 % of it.", (5, 10), "percent"),
        ("It is liable to a fine of EUR 2,000 to EUR 20,000.", (2_000, 20_000), "EUR"),
        ("Monthly salaries from 4500 yuan to 8000 yuan are paid.", (4_500, 8_000), "CNY"),
        ("It is from 5 to 8 metres long.", (5, 8), "m"),
        ("An estimated 90 to 110 km were washed out.", (90, 110), "km"),
    ],
)
def test_ranges_have_two_ends(text: str, ends: tuple[float, float], unit: str) -> None:
    (figure,) = figured(text)
    assert ((figure.value, figure.upper), figure.unit) == (ends, unit)


@pytest.mark.parametrize(
    "text",
    [
        "Rents would rise from GBP 120 to GBP 165.",
        "Rents, now cut from GBP 165 to GBP 120, are low.",
        "The fee went from GBP 120 to GBP 165 in a year.",
    ],
)
def test_a_change_is_two_amounts_and_no_range(text: str) -> None:
    assert [(f.value, f.upper) for f in figured(text)] in (
        [(120, None), (165, None)],
        [(165, None), (120, None)],
    )
