"""`make audit`: measure the built sites. All gates, or those named: make audit ARGS="nu data". Figures: docs/quality.md.

Each gate is first shown a page with a fault of its own kind (faulty/): a gate that finds nothing there is broken and fails.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import barriers
import markup
import programs
import sites
import speed
import visits
from pages import MEASURED, STATES, Kind, Page

FAULTY = programs.HERE / "faulty"


@dataclass(slots=True)
class Run:
    """What the gates share, and what they found."""

    programs: programs.Programs
    sites: dict[str, sites.Site]
    faulty: sites.Site
    failures: list[str] = field(default_factory=list)
    report: dict[str, Any] = field(default_factory=dict)

    def hold(self, where: str, faults: Iterable[str]) -> None:
        """Note faults of a page."""
        for fault in faults:
            self.failures.append(f"{where}: {fault}")
            say(f"  ✗ {where}: {fault}")

    def must_find(self, gate: str, faults: Iterable[object], *words: str) -> None:
        """The gate has to name its fault on the faulty page."""
        told = " ".join(map(str, faults))
        missing = [word for word in words if word not in told]
        if missing:
            self.hold("faulty page", [f"the gate {gate} did not notice {', '.join(missing)}: {told or 'nothing'}"])


def say(text: str) -> None:
    """A line at once, also into a file."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def nu(run: Run) -> None:
    """Nu HTML checker, every page."""
    files = [site.file(address) for site in run.sites.values() for address in site.pages()]
    run.must_find("nu", markup.html_errors(run.programs, [FAULTY / "index.html"]), "Duplicate ID", "alt")
    errors = markup.html_errors(run.programs, files)
    run.hold("nu", errors)
    run.report["nu"] = {"pages": len(files), "errors": len(errors)}


def data(run: Run) -> None:
    """Structured data, every page."""
    files = [site.file(address) for site in run.sites.values() for address in site.pages()]
    run.must_find("data", markup.data_errors(run.programs, [FAULTY / "index.html"])[1], "offers", "brnd")
    pieces, errors = markup.data_errors(run.programs, files)
    run.hold("data", errors if pieces else ["no structured data was found at all"])
    run.report["data"] = {"pieces": pieces, "errors": len(errors)}


def visit(run: Run) -> None:
    """First visits of every page: console, other hosts, cookies, bytes."""
    with visits.browser_of(run.programs) as browser:
        seen = [fault for one in visits.visit_all(browser, run.faulty, ["/"]) for fault in one.faults]
        run.must_find("visit", seen, "console:", "asks another host", "404:", "keeps cookies")
        found = [one for site in run.sites.values() for one in visits.visit_all(browser, site, site.pages())]
    for one in found:
        run.hold(one.page, one.faults)
    largest = {kind: max((one for one in found if one.kind is kind), key=lambda one: one.counted) for kind in Kind}
    run.report["visit"] = {
        "pages": len(found),
        "largest": {
            kind.value: {"page": one.page, "bytes": one.counted, "html": one.document} for kind, one in largest.items()
        },
    }


def axe(run: Run) -> None:
    """axe-core on every kind and state."""
    faulty = Page("faulty", "/", Kind.OTHER, "faults")
    with visits.browser_of(run.programs) as browser:
        seen = [
            told for _, found in barriers.violations(browser, run.programs, {"faulty": run.faulty}, [faulty]) for told in found
        ]
        run.must_find("axe", seen, "image-alt", "color-contrast")
        count = 0
        for where, found in barriers.violations(browser, run.programs, run.sites, (*MEASURED, *STATES)):
            count += 1
            run.hold(f"axe {where}", found)
    run.report["axe"] = {"pages": len(MEASURED) + len(STATES), "looks": count}


def lighthouse(run: Run) -> None:
    """Lighthouse, median of three; of what fails, the best of five more, up to three times."""
    faulty = Page("faulty", "/", Kind.OTHER, "faults")
    seen = [fault for one in speed.measure(run.programs, {"faulty": run.faulty}, [faulty], runs="1") for fault in one.faults]
    run.must_find("lighthouse", seen, "accessibility", "best-practices", "seo")
    measured = {one.page: one for one in _measured(run, MEASURED)}
    # What fails is measured again, and that counts: a busy machine slows a page for a while, a slow page stays slow.
    for _ in range(speed.TIMES_AGAIN):
        failed = [page for page, one in measured.items() if one.faults]
        measured |= {one.page: one for one in _measured(run, failed, speed.AGAIN)}
    for page, one in measured.items():
        run.hold(f"lighthouse {page.site}{page.address}", one.faults)
    run.report["lighthouse"] = [asdict(one) for one in measured.values()]


def _measured(run: Run, pages: Iterable[Page], runs: str = speed.RUNS) -> Iterable[speed.Measured]:
    for one in speed.measure(run.programs, run.sites, pages, runs):
        scores = " ".join(str(score) for score in one.scores.values())
        say(
            f"  {'✗' if one.faults else '✓'} {one.page.site}{one.page.address} ({one.page.what}): {scores} · "
            f"LCP {one.lcp:.0f} ms · CLS {one.cls:.3f} · TBT {one.tbt:.0f} ms · {one.size / 1000:.1f} KB"
        )
        yield one


GATES: dict[str, Callable[[Run], None]] = {"nu": nu, "data": data, "visit": visit, "axe": axe, "lighthouse": lighthouse}


def main(chosen: list[str]) -> int:
    """Run the gates; gives the exit code."""
    unknown = [name for name in chosen if name not in GATES]
    if unknown:
        say(f"No gate is called {', '.join(unknown)}. Gates: {', '.join(GATES)}.")
        return 2
    began = time.monotonic()
    try:
        found = programs.find()
        with sites.served(found) as both, sites.served_folder("faulty", FAULTY, found) as faulty:
            say(f"Built and served after {time.monotonic() - began:.0f} s")
            run = Run(found, both, faulty)
            for name in chosen or GATES:
                since = time.monotonic()
                say(f"{name}: {(GATES[name].__doc__ or '').strip()}")
                GATES[name](run)
                run.report.setdefault("seconds", {})[name] = round(time.monotonic() - since)
                figures = "" if name == "lighthouse" else json.dumps(run.report[name], ensure_ascii=False)
                say(f"  {figures} {run.report['seconds'][name]} s")
    except (programs.MissingError, sites.BuildError) as error:
        say(str(error))
        return 1
    report = programs.CACHE / "report.json"
    report.write_text(json.dumps({**run.report, "failures": run.failures}, ensure_ascii=False, indent=1), encoding="utf-8")
    say(f"{len(run.failures)} failures, {time.monotonic() - began:.0f} s. Figures: {report.relative_to(Path(programs.ROOT))}")
    return 1 if run.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
