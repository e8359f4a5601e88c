from datetime import date

import pytest

from desktop_app.domain.errors import BadInputError
from desktop_app.services.calendar import bank_holidays
from desktop_app.services.json_input import parse


def test_bank_holidays_cover_the_year_and_the_two_after_it() -> None:
    found = bank_holidays(date(2026, 11, 20))
    assert {date(2026, 12, 25), date(2026, 12, 28), date(2027, 12, 27), date(2028, 4, 14)} <= found


def test_a_proclaimed_holiday_is_added() -> None:
    day = date(2027, 6, 10)
    assert day not in bank_holidays(date(2027, 1, 1))
    assert day in bank_holidays(date(2027, 1, 1), [day])


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b'{"a": 1,}', "not-json"),
        (b'{"a": 1, "a": 2}', "name-twice"),
        (b'{"a": NaN}', "not-a-json-number"),
        (b"\xff\xfe", "not-utf-8"),
        (b"[" * 200_000, "nested-too-deeply"),
        (b"1" * 5_000, "number-too-long"),
        (b"", "not-json"),
    ],
)
def test_what_is_no_json_is_refused_with_its_reason(data: bytes, problem: str) -> None:
    with pytest.raises(BadInputError) as caught:
        parse(data, source="a file")
    assert [fault.problem for fault in caught.value.faults] == [problem]


def test_a_byte_order_mark_is_no_fault() -> None:
    assert parse(b'\xef\xbb\xbf{"a": "\xc5\xb5"}', source="a file") == {"a": "ŵ"}
