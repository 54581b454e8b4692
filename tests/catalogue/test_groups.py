from collections.abc import Mapping
from datetime import date

import pytest

from ocop.catalogue.groups import group_of_set, group_title, groups_on, present_scheme, scheme_on, set_title
from ocop.catalogue.lists import Scheme
from ocop.catalogue.models import Group

Schemes = Mapping[str, Scheme]


@pytest.mark.parametrize(
    ("day", "key"),
    [("2019-08-20", None), ("2019-08-21", "1048"), ("2023-02-23", "1048"), ("2023-02-24", "148"), ("2026-11-23", "148")],
)
def test_the_classification_is_that_of_the_day(schemes: Schemes, day: str, key: str | None) -> None:
    scheme = scheme_on(schemes, date.fromisoformat(day))
    assert (scheme.key if scheme else None) == key


def test_names_are_those_of_the_present_classification(schemes: Schemes) -> None:
    assert present_scheme(schemes).key == "148"
    assert [group_title(schemes, group, "vi") for group in Group][:2] == ["Thực phẩm", "Đồ uống"]
    assert set_title(schemes, 6, "vi") == "Bộ 6"


def test_a_name_that_is_missing_in_a_language_is_given_in_vietnamese(schemes: Schemes) -> None:
    assert group_title(schemes, Group.FOOD, "en") == "Food"
    assert group_title(schemes, Group.TOURISM, "en") == "Du lịch"


def test_each_of_the_26_sets_belongs_to_one_of_the_six_groups(schemes: Schemes) -> None:
    groups = [group_of_set(schemes, number) for number in range(1, 27)]
    assert [groups.count(group) for group in Group] == [13, 4, 3, 2, 3, 1]
    assert [group_of_set(schemes, number) for number in (0, 27)] == [None, None]


def test_ornamentals_did_not_exist_before_february_2023(schemes: Schemes) -> None:
    def browsed(day: date) -> set[Group]:
        return {entry.browsed_as for entry in groups_on(schemes, day)}

    assert Group.ORNAMENTALS not in browsed(date(2020, 12, 7))
    assert Group.ORNAMENTALS not in browsed(date(2023, 2, 23))
    assert Group.ORNAMENTALS in browsed(date(2023, 2, 24))
    assert Group.FOOD not in browsed(date(2018, 12, 31))


def test_older_sectors_are_found_under_the_group_they_are_browsed_by(schemes: Schemes) -> None:
    crafts = [entry.key for entry in groups_on(schemes, date(2020, 12, 7)) if entry.browsed_as is Group.CRAFTS]
    assert crafts == ["vai-va-may-mac", "luu-niem"]


def test_an_unlisted_group_or_set_is_refused(schemes: Schemes) -> None:
    with pytest.raises(KeyError):
        set_title(schemes, 27, "vi")
    with pytest.raises(KeyError):
        group_title({"1048": schemes["1048"]}, Group.ORNAMENTALS, "vi")
    with pytest.raises(KeyError):
        present_scheme({})
