"""The same random facts as columns (NumPy): bool, uint8 codes, int64 fen, int32 yyyymmdd, int32 integers."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

from bench import facts as F

Columns: TypeAlias = dict[str, Any]
BASE_N = 100_000


def base(n: int = BASE_N, seed: int = 20240614) -> Columns:
    rs = F.rows(n, seed)
    c: Columns = {}
    for k in F.BOOLS:
        c[k] = np.array([r[k] for r in rs], dtype=bool)
    for k, vs in F.STRS.items():
        ix = {v: i for i, v in enumerate(vs)}
        c[k] = np.array([ix[r[k]] for r in rs], dtype=np.uint8)
    for k in F.MONEY:
        c[k] = np.array([int(r[k].scaleb(2)) for r in rs], dtype=np.int64)
    for k in F.INTS:
        c[k] = np.array([r[k] for r in rs], dtype=np.int32)
    for k in F.DATES:
        c[k] = np.array([int(r[k].replace("-", "")) for r in rs], dtype=np.int32)
    return c


def grow(c: Columns, n: int) -> Columns:
    m = len(next(iter(c.values())))
    if n <= m:
        return {k: np.ascontiguousarray(v[:n]) for k, v in c.items()}
    return {k: np.resize(v, n) for k, v in c.items()}


def days(ymd: Any) -> Any:
    y, m, d = ymd // 10000, ymd // 100 % 100, ymd % 100
    return ((y - 1970).astype("M8[Y]").astype("M8[M]") + (m - 1)).astype("M8[D]") + (d - 1)
