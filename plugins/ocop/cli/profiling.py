"""`build --profile`: where the time went, for those who look for the next bottleneck (docs/performance.md)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ocop.engine import BuildReport, Profile

_SLOWEST: Final = 10


def profile_lines(profile: Profile, report: BuildReport) -> Iterator[str]:
    """Give the phases with their seconds, counts, the slowest outputs, and how many outputs were kept."""
    seconds, made = profile.making()
    yield "Giai đoạn · phase (s):"
    for name, spent in profile.phases.items():
        yield f"  {spent:8.3f}  {name}"
    yield f"  {seconds:8.3f}  make ({made} outputs, all processes together; within the build)"
    share = 100 * report.unchanged / report.total if report.total else 100.0
    yield f"Giữ nguyên · kept: {report.unchanged} / {report.total} ({share:.1f} %)"
    for name, (hits, asked) in profile.hit_rates().items():
        yield f"Có sẵn · had: {hits} / {asked} ({100 * hits / asked if asked else 100.0:.1f} %) {name}"
    slowest = profile.slowest(_SLOWEST)
    if slowest:
        yield "Chậm nhất · slowest (ms):"
        yield from (f"  {1000 * spent:8.1f}  {path}" for spent, path in slowest)
