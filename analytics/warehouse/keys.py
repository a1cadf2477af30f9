"""What proves the key of a view: the keys of the tables it joins, which are fewer rows and looked at anyway."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlglot
from sqlglot import exp

from analytics.warehouse.model import Model, sql_models

_OTHER = (exp.With, exp.Subquery, exp.Group, exp.AggFunc, exp.Distinct, exp.Window, exp.UDTF, exp.Explode, exp.Limit)
"""What makes other rows of a SELECT than those its joins find."""


@dataclass(frozen=True)
class Need:
    """That no two rows of ``table`` share ``columns``; of no columns: that it has one row at most."""

    table: str
    columns: frozenset[str]


@dataclass(frozen=True)
class Proof:
    """Where every need holds, the key of the view is unique and known, and there are as many rows as in ``source``."""

    needs: tuple[Need, ...]
    source: str


def proof(model: Model) -> Proof | None:
    """How the key of the view ``model`` follows from its joins; None where nothing but a count can tell.

    The key has to fix a row of each table that is not joined from the left: its columns do, and what equals them, a
    literal or a column of a row fixed before. A left join that finds one row at most adds none and hides none.
    """
    tree = sqlglot.parse_one(model.sql, read="duckdb")
    if not isinstance(tree, exp.Select) or tree.find(*_OTHER):
        return None
    joins = tree.args.get("joins", [])
    left = [join for join in joins if join.side == "LEFT"]
    inner = [join for join in joins if not join.side]
    tables = {table.alias_or_name: table.name for table in (tree.args["from_"].this, *(join.this for join in inner))}
    said = [*(join.args.get("on") for join in inner), tree.args.get("where")]
    named = {column.table for condition in said if condition for column in condition.find_all(exp.Column)}
    made = {column.alias_or_name: column.unalias() for column in tree.selects}
    key = [made[name] for name in model.key]
    if len(joins) > len(left) + len(inner) or not named <= set(tables) or not all(_is_known(tables, of) for of in key):
        return None
    fixing = _fixing(tables, [pair for condition in said for pair in _equal(condition)], key)
    found = [_found(join) for join in left]
    tree.set("joins", inner)
    return Proof((*fixing, *found), f"({tree.select('1', append=False).sql('duckdb', comments=False)})")


def _is_known(tables: Mapping[str, str], of: exp.Expr) -> bool:
    """Whether it is a column of the key of its table, in which nothing is null."""
    model = sql_models().get(tables.get(of.table, "")) if isinstance(of, exp.Column) else None
    return model is not None and of.name in model.key


def _equal(condition: exp.Expr | None) -> list[tuple[exp.Column, exp.Expr]]:
    """The columns that have to equal something, each with what it equals."""
    if isinstance(condition, exp.Where | exp.Paren):
        return _equal(condition.this)
    if isinstance(condition, exp.And):
        return [*_equal(condition.left), *_equal(condition.right)]
    if not isinstance(condition, exp.EQ):
        return []
    sides = [(condition.left, condition.right), (condition.right, condition.left)]
    return [(one, other) for one, other in sides if isinstance(one, exp.Column)]


def _found(join: exp.Join) -> Need:
    """What a row on the left says of the row it is joined with."""
    alias, equal = join.this.alias_or_name, _equal(join.args.get("on"))
    own = [(one, {column.table for column in other.find_all(exp.Column)}) for one, other in equal if one.table == alias]
    return Need(join.this.name, frozenset(one.name for one, tables in own if alias not in tables))


def _fixing(
    tables: Mapping[str, str], equal: Sequence[tuple[exp.Column, exp.Expr]], key: Sequence[exp.Expr]
) -> Iterator[Need]:
    """The columns that fix a row of each table, one after the other; those without a key of their own come last."""
    models, still = sql_models(), dict(tables)
    fixed = {(of.table, of.name) for of in key if isinstance(of, exp.Column)}
    while still:
        before = -1
        while len(fixed) > before:
            before = len(fixed)
            for one, other in equal:
                needed = [(column.table, column.name) for column in other.find_all(exp.Column)]
                if all(side in fixed or side[0] not in still for side in needed):
                    fixed.add((one.table, one.name))
        of = {alias: frozenset(name for table, name in fixed if table == alias) for alias in still}
        ready = [alias for alias, name in still.items() if name in models and of[alias].issuperset(models[name].key)]
        alias = ready[0] if ready else min(still, key=lambda alias: still[alias] in models)
        yield Need(still.pop(alias), of[alias])
