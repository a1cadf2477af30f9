"""How loops are compiled: once a machine where that can be kept, once a process where nothing can be written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

_Function = TypeVar("_Function", bound=Callable[..., Any])


def compiled(function: _Function) -> _Function:
    """``function`` compiled on its first call, its machine code kept beside the module or in the user's cache.

    Numba takes the first of the two that can be written and refuses where there is neither; then nothing is kept.
    What is kept is renewed when the function's own file changes, so a compiled function calls only those of its file.
    """
    try:
        return cast(_Function, numba.njit(function, cache=True, nogil=True))
    except RuntimeError:
        return cast(_Function, numba.njit(function, nogil=True))
