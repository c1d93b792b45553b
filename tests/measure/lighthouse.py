"""Measures what a phone's reader gets of the sample issue, by Lighthouse: scores, largest paint, layout shift.

python -m tests.measure.lighthouse [--runs N] [--only NAME] [--keep FOLDER]

prints for front page, page, article and search the median of N runs (3) on Lighthouse's mobile settings: simulated slow
4G and a processor four times slower. Exits 1 where a target is not met. --keep writes the last report of each there.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median

from tests.measure import node_tools, serving

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
SCORE = 0.98
PAINT = 1500  # milliseconds
SHIFT = 0.02
PAGES = ("front", "page", "article", "search")
FLAGS = (
    "--headless=new --disable-gpu --disable-background-networking --disable-component-update --no-first-run"
)


def report(address):
    """Return Lighthouse's report on `address`, as its JSON says it.

    It now and then fails to record a load, and asks to be run again. Raises CalledProcessError the third time.
    """
    sandbox = " --no-sandbox" if os.geteuid() == 0 else ""  # which does not work for root
    command = ["node", node_tools.INSTALLED / "lighthouse/cli/index.js", address, "--quiet"]
    command += ["--output=json", "--form-factor=mobile", f"--only-categories={','.join(CATEGORIES)}"]
    command += [f"--chrome-flags={FLAGS}{sandbox}"]
    environment = os.environ | {"CHROME_PATH": shutil.which("chromium")}
    for tries_left in (2, 1, 0):
        run = subprocess.run(command, check=not tries_left, stdout=subprocess.PIPE, env=environment)
        if run.returncode == 0:
            break
    return json.loads(run.stdout)


def figures(report):
    """Return {name: figure} of a report: a score a category, `paint` in milliseconds, `shift`."""
    scores = {name: report["categories"][name]["score"] for name in CATEGORIES}
    audits = report["audits"]
    paint = audits["largest-contentful-paint"]["numericValue"]
    return scores | {"paint": paint, "shift": audits["cumulative-layout-shift"]["numericValue"]}


def failings(report):
    """Return the titles of what costs a category something, its performance's metrics aside."""
    weighed = {
        audit["id"]
        for name in CATEGORIES[1:]
        for audit in report["categories"][name]["auditRefs"]
        if audit["weight"]
    }
    audits = (report["audits"][name] for name in sorted(weighed))
    return [audit["title"] for audit in audits if audit["score"] is not None and audit["score"] < 1]


def is_met(name, figure):
    """Say whether a figure of `figures` keeps its target."""
    if name in CATEGORIES:
        return figure >= SCORE
    return figure < (PAINT if name == "paint" else SHIFT)


def measure(name, address, runs, keep=None):
    """Print one page's medians over so many runs; returns whether all targets are met."""
    reports = [report(address) for _ in range(runs)]
    if keep:
        (keep / f"{name}.json").write_text(json.dumps(reports[-1], ensure_ascii=False, indent=1))
    each = [figures(one) for one in reports]
    middle = {key: median(one[key] for one in each) for key in each[0]}
    missed = [key for key, figure in middle.items() if not is_met(key, figure)]
    line = "".join(f"{middle[key]:>11.2f}" for key in CATEGORIES)
    print(
        f"{name:10}{line}{middle['paint'] / 1000:>9.2f} s{middle['shift']:>8.3f}  {'ok' if not missed else 'MISSED'}"
    )
    for title in failings(reports[-1]):
        print(f"{'':10}- {title}")
    return not missed


def main(words=None):
    """Measure what the command line names; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", choices=PAGES, action="append")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args(words)
    node_tools.packages("node", "chromium")
    with serving.sample_site() as site:
        addresses = serving.reading_addresses(site)
        print(f"{'':10}{''.join(f'{name[:10]:>11}' for name in CATEGORIES)}{'paint':>11}{'shift':>8}")
        met = [measure(name, addresses[name], options.runs, options.keep) for name in options.only or PAGES]
    print(
        f"targets: scores ≥ {SCORE}, paint < {PAINT / 1000} s, shift < {SHIFT}; medians of {options.runs} runs"
    )
    return 0 if all(met) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except node_tools.MissingError as missing:
        sys.exit(str(missing))
