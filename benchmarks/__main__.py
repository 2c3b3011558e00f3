"""Runs all benchmarks, one after another."""

from benchmarks import (
    bystander,
    classroom,
    drag,
    first_visit,
    growth,
    home,
    inside,
    lab,
    memory,
    solve,
    techniques,
    training,
    typists,
)

for benchmark in (
    solve,
    drag,
    classroom,
    first_visit,
    home,
    training,
    inside,
    techniques,
    lab,
    growth,
    bystander,
    typists,
    memory,
):
    title = (benchmark.__doc__ or "").splitlines()[0]
    print(f"\n{benchmark.__name__.removeprefix('benchmarks.')}: {title}", flush=True)
    benchmark.main()
