"""The bundled tables: complete, sourced, honest about what is recalled, and consistent with themselves."""

import csv
import pickle

import numpy as np
import pytest
from scipy.stats import binomtest

import microkit as mk
from microkit.core import data

ROWS = {
    "theoph": 132,
    "indometh": 66,
    "microdose_vs_therapeutic": 40,
    "microtracer": 2,
    "success_rates": 6,
    "c14_constants": 18,
    "regulatory_limits": 12,
    "dossiers": 13,
    "dossiers_opened": 13,
}


def test_all_tables_are_there():
    assert {name: len(mk.load(name)) for name in data.names()} == ROWS


@pytest.mark.parametrize("name", ROWS)
def test_every_table_has_a_source_and_every_row_a_status(name):
    table = mk.load(name)
    assert len(table.source) > 60
    known = ("verified", "computed", "recalled")
    assert all(any(word in status for word in known) for status in table.status)
    text = (data.FOLDER / f"{name}.csv").read_text(encoding="utf-8")
    assert "memory" not in text and "47.251" not in text
    assert len(list(csv.reader(text.splitlines()))) == len(table) + 1 + table.source.count("\n") + 1


def test_the_reader_sees_what_is_recalled():
    table = mk.load("microdose_vs_therapeutic")
    first = str(table).splitlines()[0]
    assert first == "microdose_vs_therapeutic: 40 rows (31 verified, 9 recalled)"
    warfarin = table.where(drug="warfarin")
    assert set(warfarin.status) == {"recalled"}
    assert str(warfarin).splitlines()[1].startswith("status")
    assert "recalled" in warfarin.source and all("recalled" in source for source in warfarin["source"].tolist())


def test_columns_rows_and_choice():
    table = mk.load("theoph")
    assert table.time_h.dtype == float and table.subject.dtype == int
    assert table.rows[0]["conc_mg_per_l"] == 0.74 and len(table.rows) == 132
    one = table.where(subject=1, time_h=0.0)
    assert len(one) == 1 and one["conc_mg_per_l"].tolist() == [0.74]
    again = pickle.loads(pickle.dumps(table))
    assert again.rows == table.rows
    with pytest.raises(AttributeError, match="no column 'conc'; there are subject"):
        _ = table.conc
    with pytest.raises(KeyError, match="no column 'conc'"):
        _ = table["conc"]
    with pytest.raises(ValueError, match="no row of theoph has subject = 13"):
        table.where(subject=13)
    with pytest.raises(AttributeError):
        table.name = "other"


def test_an_unknown_name_lists_the_names():
    with pytest.raises(ValueError, match="there is no data set 'theo'; there are .*indometh.*theoph"):
        mk.load("theo")


def test_doses_of_theophylline():
    """All near 320 mg but subject 9; three subjects have drug at time 0."""
    table = mk.load("theoph")
    np.testing.assert_allclose(table.dose_mg, table.weight_kg * table.dose_mg_per_kg, rtol=1e-12)
    doses = {s: table.where(subject=s).dose_mg[0] for s in range(1, 13)}
    assert doses.pop(9) == 267.84
    assert min(doses.values()) > 318.5 and max(doses.values()) < 320.7
    start = table.where(time_h=0.0)
    assert start.subject[start.conc_mg_per_l > 0].tolist() == [1, 7, 10]


def test_printed_ratios_follow_from_the_printed_values():
    """Micro over therapeutic; telmisartan's absolute areas are first divided by their doses."""
    compared = 0
    for row in mk.load("microdose_vs_therapeutic").rows:
        if np.isfinite([row["microdose_value"], row["therapeutic_value"]]).all():
            ratio = row["microdose_value"] / row["therapeutic_value"]
            if row["drug"] == "telmisartan":
                ratio *= float(row["therapeutic_dose_mg"]) * 1e3 / float(row["microdose_ug"])
            assert row["ratio_micro_over_ther"] == pytest.approx(ratio, abs=6e-4), row
            assert row["within_2fold"] == ("yes" if 0.5 <= ratio <= 2 else "no"), row
            compared += 1
    assert compared == 30


def test_microtracer_doses_and_bioavailabilities():
    table = mk.load("microtracer")
    given = table.iv_cl_ml_min * 60e-3 * table.iv_auc_inf_ng_h_ml
    np.testing.assert_allclose(given, table.iv_dose_from_CLxAUC_ug, atol=5e-3)
    f = table.oral_auc_inf_ng_h_ml / table.oral_dose_mg / 1e3 / (table.iv_auc_inf_ng_h_ml / given)
    np.testing.assert_allclose(f, table.F_from_CLxAUC_dose, atol=5e-4)


def test_carbon_14_constants_agree_with_each_other():
    table = mk.load("c14_constants")
    value = dict(zip(table.quantity, table.value, strict=True))
    decay = np.log(2) / (value["half_life_14C"] * 365.25 * 86400)
    assert value["lambda_14C"] == pytest.approx(decay, rel=1e-5)
    assert value["atoms_per_dpm"] == pytest.approx(1 / 60 / decay, rel=1e-4)
    assert value["atoms_per_nCi"] == pytest.approx(37 / decay, rel=1e-4)
    assert value["specific_activity_max"] == pytest.approx(decay * value["avogadro"] / 1e3 / 3.7e7, rel=1e-3)
    modern = value["modern_14C_C_ratio_1950"] / 12 * value["avogadro"] * 1e-3 * value["plasma_carbon"]
    assert value["plasma_background_14C"] == pytest.approx(modern, rel=2e-3)
    label = 200 * 37 * value["dose_coeff_14C_ingestion"] * 1e6
    assert value["light_label_200nCi_dose"] == pytest.approx(label, rel=1e-3) == mk.effective_dose(200 * 37)


def test_success_rates_and_their_exact_intervals():
    """28/41 = 68 % oral and 15/16 = 94 % intravenous, with scipy's own exact test as the second opinion."""
    rates = mk.success_rates()
    found = {}
    for row in rates.rows:
        exact = binomtest(int(row["within"]), int(row["total"])).proportion_ci(0.95, method="exact")
        assert (row["lower"], row["upper"]) == (pytest.approx(exact.low), pytest.approx(exact.high))
        found[row["year"], row["route"]] = round(100 * row["rate"])
    assert found == {(2019, "oral"): 68, (2019, "iv"): 94, (2008, "all"): 83}
    printed = mk.load("success_rates").where(year=2019)
    assert printed.percent.tolist() == [68, 94]
    wide = mk.success_rates(level=0.99)
    assert (wide.lower < rates.lower).all() and (wide.upper > rates.upper).all()


@pytest.mark.parametrize(("k", "n"), [(0, 5), (5, 5), (1, 1), (3, 7), (28, 41)])
def test_exact_interval_at_and_inside_the_ends(k, n):
    exact = binomtest(k, n).proportion_ci(0.9, method="exact")
    assert mk.exact_interval(k, n, level=0.9) == (pytest.approx(exact.low), pytest.approx(exact.high))


def test_more_successes_than_trials_are_refused():
    with pytest.raises(ValueError, match="successes must not exceed trials"):
        mk.exact_interval([1, 5], 4)
