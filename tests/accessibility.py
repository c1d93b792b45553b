"""Holds a page that stands in a browser against WCAG 2.2 AA, as axe-core knows it."""

from axe_playwright_python.base import AXE_SCRIPT

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What one sees of a name is in what one hears of it: axe-core leaves that out unless it is asked for.
ALSO = {"label-content-name-mismatch": {"enabled": True}}
# A colour that is on its way from one to the other is none of the page's.
STILL = "*, *::before, *::after { transition: none !important; animation: none !important }"


def begin(page):
    """Make the page that stands there ready for `violations`."""
    page.add_style_tag(content=STILL)
    page.evaluate(AXE_SCRIPT)


def violations(page, scheme="light"):
    """Return {"rule: selector: what is wrong"} of the page in the light or the dark; in the dark of contrast alone."""
    page.emulate_media(color_scheme=scheme)
    only = (
        {"type": "tag", "values": TAGS}
        if scheme == "light"
        else {"type": "rule", "values": ["color-contrast"]}
    )
    options = {"runOnly": only, "resultTypes": ["violations"], "preload": False}
    if scheme == "light":
        options["rules"] = ALSO
    found = page.evaluate("options => axe.run(options)", options)
    return {
        f"{broken['id']}: {node['target'][0]}: {node['failureSummary'].splitlines()[-1].strip()}"
        for broken in found["violations"]
        for node in broken["nodes"]
    }
