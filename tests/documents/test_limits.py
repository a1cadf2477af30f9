"""Every published rate has its limits beside it, or is one of those that docs/methods.md §3 says have none."""

from __future__ import annotations

from analytics.warehouse.record import published_models

RATES = {"share", "ratio", "km", "share a year", "works or share"}
KNOWLEDGE = {"measured_share", "missing_share", "share_without_word", "matched_share", "led_unknown_share"}
ORDERS = {"similarity", "reach", *(f"{of}_{by}" for of in ("auc", "map10") for by in ("product", "popularity"))}
ORDERS |= {f"{of}_{by}" for of in ("auc", "map10") for by in ("capability", "similarity", "reach")}
WITHOUT = (
    KNOWLEDGE | ORDERS | {"reformed_share", "difference", "lead_ratio", "top_partner_share", "indirect_percentile"}
)
WITHOUT |= {"walk", "indirect", "two_step"}
OF_TABLES = {("out_scenario", "mncs"), ("out_home", "exposed_fractional_share")}


def has_limits(name: str, columns: set[str]) -> bool:
    stems = (name, name.removesuffix("_share"), f"{name}_stability")
    return any({f"{stem}_low", f"{stem}_high"} <= columns for stem in stems)


def test_every_rate_has_limits_or_is_named_as_one_that_has_none() -> None:
    missing = set()
    for model in published_models():
        columns = {column.name for column in model.columns}
        for name in (column.name for column in model.columns if column.unit in RATES):
            is_told = name.endswith(("_low", "_high")) or "coverage" in name or has_limits(name, columns)
            if not is_told and model.name != "out_change" and (model.name, name) not in OF_TABLES:
                missing.add(name)
    assert missing == WITHOUT
