"""Authentication for OPDS 1.0: how an e-reader asks its person for a name and a key.

Source: Authentication for OPDS 1.0 (sections 2 and 3.3). Names and keys are read and checked
where everybody comes in (`fonds.web.visiting`).
"""

import json

MEDIA_TYPE = "application/opds-authentication+json"
BASIC = "http://opds-spec.org/auth/basic"
DOCUMENT_REL = "http://opds-spec.org/auth/document"
PATH = "/opds/authentication.json"


def build_authentication(*, library: str, site: str) -> bytes:
    """Write the authentication document.

    Args:
        library: the library's name.
        site: the site's own address without a path; `id` is where this document lies.

    Returns:
        JSON in UTF-8.
    """
    document = {
        "id": f"{site}{PATH}",
        "title": library,
        "description": (
            "Sign in with your name here and a device key. "
            "You make a key on your own page, under Devices."
        ),
        "links": [
            {"rel": "start", "href": f"{site}/opds", "type": "application/atom+xml"},
            {"rel": "start", "href": f"{site}/opds/v2", "type": "application/opds+json"},
            {"rel": "help", "href": f"{site}/sign-in", "type": "text/html"},
        ],
        "authentication": [{"type": BASIC, "labels": {"login": "Name", "password": "Device key"}}],
    }
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
