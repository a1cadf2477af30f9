"""What counts as the same name, and what does not."""

from __future__ import annotations

import pytest

from analytics.matching.names import forms, is_acronym, names_a_company, normalised


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The SYNTHETIC University", "Synthetic university"),
        ("SYNTHÉTIC Université", "synthetic universite"),
        ("Xi'an SYNTHETIC University", "Xi’an SYNTHETIC University"),
        ("SYNTHETIC Science & Technology", "SYNTHETIC Science and Technology"),
        ("SYNTHETIC Optics, Fine-Mechanics", "SYNTHETIC Optics Fine Mechanics"),
        ("SYNTHETIC Works Co., Ltd.", "SYNTHETIC Works"),
        ("Federal State Unitary Enterprise SYNTHETIC Institute", "SYNTHETIC Institute"),
    ],
)
def test_spelling_conventions_do_not_tell_names_apart(one, other):
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SYNTHETIC University", "SYNTHETIC University of Technology"),
        ("SYNTHETIC University", "SYNTHETIC College"),
        ("First SYNTHETIC Institute", "Second SYNTHETIC Institute"),
        ("SYNTHETIC Institute (North)", "SYNTHETIC Institute"),
        ("南京大学", "南京理工大学"),
    ],
)
def test_every_other_word_tells_names_apart(one, other):
    assert not set(forms(one)) & set(forms(other))


def test_closing_brackets_count_unless_they_only_repeat_the_name():
    full = "SYNTHETIC University of Technology"
    assert normalised(full) in forms(f"{full} (SUT)")
    assert normalised(full) in forms(f"{full}（SUT）（合成大学）")
    assert normalised(full) in forms(f"{full} (Utopia)", "Utopia")
    assert normalised(full) not in forms(f"{full} (Utopia)")


def test_a_name_that_is_only_a_legal_form_has_no_form_and_equals_nothing():
    assert forms("Federal State Budgetary Educational Institution of Higher Education") == []
    assert forms("Co., Ltd.") == []
    assert forms("…") == []


def test_acronyms_and_companies_are_recognised():
    assert [is_acronym(name) for name in ("HIT", "VNIIEF", "Synthetic", "合成", "HIT City", "A")] == [
        *(True, True, False, False, False, False)
    ]
    assert names_a_company("JSC SYNTHETIC")
    assert names_a_company("SYNTHETIC Co., Ltd.")
    assert not names_a_company("SYNTHETIC Coordination Centre")
