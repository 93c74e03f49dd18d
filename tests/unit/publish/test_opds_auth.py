"""Authentication for OPDS: the document."""

import json

from fonds.publish.opds_auth import build_authentication
from tests.opds_rules import list_authentication_faults


def test_the_document_keeps_every_rule() -> None:
    document = json.loads(build_authentication(library="Fonds", site="https://x.test"))
    assert list_authentication_faults(document) == []
    assert document["id"] == "https://x.test/opds/authentication.json"
    assert [flow["type"] for flow in document["authentication"]] == [
        "http://opds-spec.org/auth/basic"
    ]
    del document["title"]
    assert list_authentication_faults(document) != []
