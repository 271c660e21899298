"""The Compose file keeps to Compose's schema, and to what this house promises of it."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from tools import environment

SCHEMA = Path(__file__).parent / "compose" / "compose-spec.json"
VARIABLE = re.compile(r"\$\{(\w+)(?::?([-?])([^}]*))?\}")
OURS = {"web-a", "web-b", "worker", "prepare", "copy", "nightly"}


def compose(name="docker-compose.yml"):
    """Return a Compose file with its variables filled in, as Compose does before it looks at the schema."""
    text = (environment.ROOT / name).read_text("utf-8")
    return yaml.safe_load(VARIABLE.sub(lambda one: one[3] if one[2] == "-" else "given", text))


@pytest.mark.parametrize("name", ["docker-compose.yml", "docker-compose.dev.yml"])
def test_compose_file_keeps_to_the_schema(name):
    jsonschema.Draft7Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(compose(name))


def test_schema_refuses_what_compose_does_not_know():
    wrong = compose()
    wrong["services"]["db"]["healtcheck"] = {}

    with pytest.raises(jsonschema.ValidationError, match="healtcheck"):
        jsonschema.Draft7Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(wrong)


@pytest.mark.parametrize("name", sorted(compose()["services"]))
def test_service_has_limits_and_can_write_to_its_volumes_only(name):
    service = compose()["services"][name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory"}
    assert service.get("user", "nginx-unprivileged").split(":")[0] not in ("0", "root")
    assert ("ports" in service) == (name == "proxy")
    assert "healthcheck" in service or name in ("worker", "prepare", "copy", "nightly")


def test_volumes_are_named_and_known():
    found = compose()
    used = {one.split(":")[0] for service in found["services"].values() for one in service.get("volumes", ())}

    assert {one for one in used if not one.startswith((".", "/"))} == set(found["volumes"])


def test_every_variable_is_explained_in_the_example():
    text = (environment.ROOT / "docker-compose.yml").read_text("utf-8")
    example = (environment.ROOT / ".env.example").read_text("utf-8")

    asked = {one[1] for one in VARIABLE.finditer(text)}
    explained = set(re.findall(r"^#? ?([A-Z0-9_]+)=", example, re.MULTILINE))
    usual = {"EMGEK_IMAGE", "CACHE_URL", "LOG_LEVEL", "HTTP_PORT", "HTTPS_PORT", "SECRET_KEY_FALLBACKS"}
    assert asked - explained == usual
    assert explained - asked == {"TRUSTED_PROXIES"}  # Compose sets its own; whatever else is filled in arrives


def test_services_of_ours_say_a_word_that_the_entrypoint_knows():
    entrypoint = (environment.ROOT / "deploy/entrypoint.sh").read_text("utf-8")

    for name in OURS:
        word = compose()["services"][name]["command"][0]
        assert re.search(rf"^ +{word}\)$", entrypoint, re.MULTILINE), name


def test_last_stage_of_the_image_has_no_build_tools_and_no_root():
    stages = (environment.ROOT / "Dockerfile").read_text("utf-8").split("\nFROM ")
    last = [line.split("#")[0] for line in stages[-1].splitlines()]

    assert "USER emgek" in last
    assert not [line for line in last if re.search(r"\b(apt-get|pip|uv|gcc|build-essential)\b", line)]
