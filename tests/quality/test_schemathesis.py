"""Schemathesis over the whole API: what it documents is what it does, whoever asks.

Each run has a library of its own: what is asked for is done. FONDS_SCHEMATHESIS=200 draws that
many examples of each operation.
"""

import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from tests.web.api_site import API, ApiSite, give_credentials, make_api_site

EXAMPLES = int(os.environ.get("FONDS_SCHEMATHESIS", "3"))

WRONG = ("400", "401", "403", "404", "405", "409", "410", "412", "413", "422", "429")
"""What may be answered to what is asked wrongly. 410: the work is withdrawn. 412 besides
Schemathesis's own list: a condition is looked at before the content is (RFC 9110, 13.2.1)."""

RIGHT = ("2xx", "3xx", "400", "401", "403", "404", "409", "410", "412", "429")
"""What may be answered to what has the right shape. 400 besides Schemathesis's own list: the query
language, ranges and cursors have a grammar that no JSON Schema holds. 412: a condition that
somebody made up does not hold. No answer 5xx is right, which that list would let pass."""

CHECKS = {
    *("not_a_server_error", "status_code_conformance", "content_type_conformance"),
    *("response_headers_conformance", "response_schema_conformance", "negative_data_rejection"),
    *("positive_data_acceptance", "missing_required_header", "unsupported_method"),
    *("allow_header_conformance", "use_after_free", "ensure_resource_availability"),
    "ignored_auth",
}
"""All that Schemathesis has, but two. `max_response_time` wants a limit, and machines differ.
`object_level_authorization` runs, but finds something only in a run with two people's credentials:
tests/web/test_api_roles.py asks in one's name for what is another's instead."""

LEAST_CASES = 3000
"""Of one run; it has some 4,500."""


class Walk:
    """What one run of Schemathesis found."""

    def __init__(self) -> None:
        self.cases = 0
        self.statuses: Counter[int] = Counter()
        self.checks: Counter[str] = Counter()
        self.failures: dict[tuple[str, str], str] = {}
        self.errors: list[str] = []

    def hear(self, event: Any) -> None:
        if isinstance(event, events.FatalError):
            raise event.exception
        if isinstance(event, events.NonFatalError):
            self.errors.append(f"{event.label}: {event.value!r}")
        recorder = getattr(event, "recorder", None)
        if recorder is None:
            return
        self.cases += len(recorder.cases)
        for interaction in recorder.interactions.values():
            if interaction.response is not None:
                self.statuses[interaction.response.status_code] += 1
        for case_id, nodes in recorder.checks.items():
            for node in nodes:
                self.checks[node.name] += 1
                if node.failure_info is not None:
                    label = recorder.cases[case_id].value.operation.label
                    said = f"{node.failure_info.failure.message}\n{node.failure_info.code_sample}"
                    self.failures.setdefault((node.name, label), said)


def walk_api(site: ApiSite, role: str) -> Walk:
    """Let Schemathesis ask a site for everything, in all its phases."""
    config = SchemathesisConfig.from_dict(
        {
            "seed": 20240501,
            "workers": 1,
            "continue-on-failure": True,
            # As a page of ours would: else each cookie made up would be one of another site.
            "headers": {**give_credentials(role), "Sec-Fetch-Site": "same-origin"},
            "generation": {
                "deterministic": "FONDS_EXPLORE" not in os.environ,
                "max-examples": EXAMPLES,
                "database": "none",
                # Who asks is what the run is about; `ignored_auth` takes it away by itself.
                "with-security-parameters": False,
            },
            "checks": {
                "positive_data_acceptance": {"expected-statuses": list(RIGHT)},
                "negative_data_rejection": {"expected-statuses": list(WRONG)},
            },
            "suppress-health-check": ["all"],
        }
    )
    schema = schemathesis.openapi.from_asgi(f"{API}/openapi.json", site.app, config=config)
    walk = Walk()
    for event in from_schema(schema).execute():
        walk.hear(event)
    return walk


@pytest.mark.slow
@pytest.mark.parametrize("role", ["guest", "reader", "administrator"])
def test_the_api_does_what_it_documents(tmp_path: Path, role: str) -> None:
    site = make_api_site(tmp_path)
    walk = walk_api(site, role)
    site.app.state.taking_in.jobs.close()
    print(f"{role}: {walk.cases} cases, answers {dict(sorted(walk.statuses.items()))}")
    print(f"checks {dict(sorted(walk.checks.items()))}")
    assert not walk.errors
    said = "\n\n".join(f"{check} of {one}: {text}" for (check, one), text in walk.failures.items())
    assert not walk.failures, said
    assert walk.cases > LEAST_CASES
    assert not any(status >= 500 for status in walk.statuses)
    assert set(walk.checks) >= CHECKS
    # Whoever lost their own role on the way would have been refused the rest of it.
    if role != "guest":
        assert site.tell("/me", role)["may"] == role
