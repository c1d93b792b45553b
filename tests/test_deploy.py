"""The files that say how the paper is run for real agree with each other and with the settings."""

import re
import runpy
import subprocess

import yaml

import xdcb.settings
from tests.measure.serving import ROOT

DEPLOY = ROOT / "xdcb/deploy"


def text(name):
    return (DEPLOY / name).read_text(encoding="utf-8")


def test_compose_file_gives_the_proxy_what_its_configuration_asks_for_and_starts_nothing_before_migrations():
    services = yaml.safe_load(text("compose.yaml"))["services"]
    proxy = services["proxy"]["environment"]
    assert set(proxy) == set(re.findall(r"\$\{(\w+)\}", text("haproxy.cfg")))
    papers = [name for name in services if name.startswith("paper")]
    assert {proxy[f"PAPER_{number}"].split(":")[0] for number in (1, 2, 3)} == set(papers)
    for name in papers:
        assert services[name]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    assert services["migrate"]["command"] == ["python", "manage.py", "migrate"]
    assert (DEPLOY / services["migrate"]["build"]["dockerfile"].removeprefix("xdcb/deploy/")).exists()


def test_environment_names_nothing_that_the_settings_or_the_server_do_not_know():
    named = set(re.findall(r"^(\w+)=", text("environment.example"), re.MULTILINE))
    units_own = {"HOST", "WEB_CONCURRENCY"}
    assert {name for name in named - units_own if name not in xdcb.settings.__doc__} == set()


def test_unit_and_image_start_the_server_as_make_serve_does():
    start = "gunicorn xdcb.wsgi --config xdcb/deploy/gunicorn.conf.py --bind"
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    image = re.sub(r'[",\[\]]+ ?', " ", text("Containerfile"))
    for said in (makefile, text("xdcb@.service"), re.sub(" +", " ", image)):
        assert start in said


def test_serve_runs_no_migrations():
    said = subprocess.run(
        ["make", "-n", "serve"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert "gunicorn" in said
    assert "migrate" not in said


def test_server_takes_its_workers_from_the_environment(monkeypatch):
    monkeypatch.setenv("WEB_CONCURRENCY", "5")
    assert runpy.run_path(str(DEPLOY / "gunicorn.conf.py"))["workers"] == 5
